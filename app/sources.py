"""The sources of articles that app.yaml lists."""

from __future__ import annotations

from pathlib import Path

from app.connections import KnowledgeSettings, SourceSettings
from knowledge.articles import Audience, Kind
from knowledge.sources.checkout import Checkout
from knowledge.sources.folder import FileFolder, HouseFolder
from knowledge.sources.source import Defaults, Source
from knowledge.sources.zendesk import HelpCentre


def listed(settings: KnowledgeSettings, root: Path) -> tuple[Source, ...]:
    """The folders, then the sources; their paths lie below ``root`` unless they begin at the top."""
    folders = (HouseFolder(root / folder) for folder in settings.folders)
    return (*folders, *(_source(settings, root, one) for one in settings.sources))


def _source(settings: KnowledgeSettings, root: Path, one: SourceSettings) -> Source:
    defaults = Defaults(Kind(one.kind), Audience(one.audience), one.area, one.link)
    if one.type == "zendesk":
        return HelpCentre(root / one.path, defaults)
    kind = Checkout if one.type == "git" else FileFolder
    return kind(root / one.path, defaults, settings.largest_mb * 1_000_000)
