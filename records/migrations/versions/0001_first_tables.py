"""First tables: work, directory, conversations, tickets with their history, knowledge, corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables, each after those it refers to."""
    _work()
    _customers()
    _people()
    _identities()
    _channels()
    _conversations()
    _places()
    _tickets()
    _entries()
    _counters()
    _link_requests()
    _articles()
    _unanswered_queries()
    _corrections()


def _work() -> None:
    op.create_table(
        "work",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("queue", sa.String(30), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("lane", sa.String(255), nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("lease_until", sa.Float, nullable=False),
        sa.Column("lease_token", sa.String(32)),
        sa.Column("outcome", sa.JSON),
        sa.PrimaryKeyConstraint("id", name="pk_work"),
        sa.UniqueConstraint("queue", "key", name="uq_work_queue_key"),
    )
    op.create_index("ix_work_due", "work", ["queue", "state", "run_at"])
    op.create_index("ix_work_lane", "work", ["queue", "lane", "state", "id"])


def _customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("good_standing", sa.Boolean, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("key", name="uq_customers_key"),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("mail", sa.String(254), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("user_name", sa.String(100)),
        sa.Column("customer_id", sa.Integer),
        sa.Column("licensed", sa.Boolean, nullable=False),
        sa.Column("roles", sa.String(100), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("mail", name="uq_people_mail"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_people_customer_id"),
    )
    op.create_index("ix_people_customer_id", "people", ["customer_id"])


def _identities() -> None:
    op.create_table(
        "identities",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("door", sa.String(20), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("user", sa.String(254), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_identities"),
        sa.UniqueConstraint("door", "team", "user", name="uq_identities_door_team_user"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_identities_person_id"),
    )
    op.create_index("ix_identities_person_id", "identities", ["person_id"])


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_channels"),
        sa.UniqueConstraint("team", "channel", name="uq_channels_team_channel"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_channels_customer_id"),
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("door", sa.String(20), nullable=False),
        sa.Column("asker_team", sa.String(40), nullable=False),
        sa.Column("asker_user", sa.String(254), nullable=False),
        sa.Column("person_id", sa.Integer),
        sa.Column("customer_id", sa.Integer),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("category", sa.String(20)),
        sa.Column("sure", sa.Float),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("shown", sa.JSON, nullable=False),
        sa.Column("questions_back", sa.Integer, nullable=False),
        sa.Column("human", sa.Boolean, nullable=False),
        sa.Column("reply_entry", sa.Integer),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_conversations_person_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_conversations_customer_id"),
    )
    asker = ["door", "asker_team", "asker_user", "last_heard_at"]
    op.create_index("ix_conversations_asker", "conversations", asker)
    op.create_index("ix_conversations_customer_id", "conversations", ["customer_id"])


def _places() -> None:
    op.create_table(
        "places",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("door", sa.String(20), nullable=False),
        sa.Column("enterprise", sa.String(40), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("channel", sa.String(254), nullable=False),
        sa.Column("thread", sa.String(254), nullable=False),
        sa.Column("direct", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.UniqueConstraint("door", "team", "channel", "thread", name="uq_places_door_team_channel_thread"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_places_conversation_id"),
    )
    op.create_index("ix_places_conversation_id", "places", ["conversation_id"])


def _tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("opener_id", sa.Integer, nullable=False),
        sa.Column("opened_by", sa.String(255), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("sure", sa.Float),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("shown", sa.JSON, nullable=False),
        sa.Column("assignee_id", sa.Integer),
        sa.Column("tier", sa.String(10)),
        sa.Column("waiting_since", sa.DateTime(timezone=True)),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("target_at", sa.DateTime(timezone=True)),
        sa.Column("solved_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("number", name="pk_tickets"),
        sa.UniqueConstraint("opened_by", name="uq_tickets_opened_by"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_tickets_conversation_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_tickets_customer_id"),
        sa.ForeignKeyConstraint(["opener_id"], ["people.id"], name="fk_tickets_opener_id"),
        sa.ForeignKeyConstraint(["assignee_id"], ["people.id"], name="fk_tickets_assignee_id"),
    )
    for column in ("conversation_id", "customer_id", "status", "due_at", "target_at"):
        op.create_index(f"ix_tickets_{column}", "tickets", [column])


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.Column("ticket_number", sa.Integer),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("actor", sa.String(20), nullable=False),
        sa.Column("person_id", sa.Integer),
        sa.Column("audience", sa.String(10), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("words", sa.Text),
        sa.Column("words_hash", sa.String(64)),
        sa.Column("source", sa.String(255)),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("source", name="uq_entries_source"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_entries_conversation_id"),
        sa.ForeignKeyConstraint(["ticket_number"], ["tickets.number"], name="fk_entries_ticket_number"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_entries_person_id"),
    )
    op.create_index("ix_entries_conversation_id", "entries", ["conversation_id"])
    op.create_index("ix_entries_ticket_number", "entries", ["ticket_number"])


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )


def _link_requests() -> None:
    op.create_table(
        "link_requests",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("door", sa.String(20), nullable=False),
        sa.Column("team", sa.String(40), nullable=False),
        sa.Column("user", sa.String(254), nullable=False),
        sa.Column("mail", sa.String(254), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link_requests"),
        sa.UniqueConstraint("door", "team", "user", "mail", name="uq_link_requests_door_team_user_mail"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_link_requests_conversation_id"
        ),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("slug", sa.String(120), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("area", sa.String(60), nullable=False),
        sa.Column("audience", sa.String(12), nullable=False),
        sa.Column("updated", sa.Date, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("aliases", sa.JSON, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("file_digest", sa.String(64), nullable=False),
        sa.Column("source", sa.String(255), nullable=False),
        sa.Column("path", sa.String(500), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.UniqueConstraint("slug", name="uq_articles_slug"),
    )
    op.create_index("ix_articles_source", "articles", ["source"])


def _unanswered_queries() -> None:
    op.create_table(
        "unanswered_queries",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.Column("conversation_id", sa.Integer),
        sa.Column("asker_ref", sa.String(255), nullable=False),
        sa.Column("customer_id", sa.Integer),
        sa.Column("door", sa.String(20), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("hits", sa.JSON, nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unanswered_queries"),
        sa.UniqueConstraint("message_id", name="uq_unanswered_queries_message_id"),
    )
    op.create_index("ix_unanswered_queries_state", "unanswered_queries", ["state", "asked_at"])


def _corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("label", sa.String(20), nullable=False),
        sa.Column("said_by", sa.String(10), nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column("message_id", sa.String(255), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.UniqueConstraint("message_id", name="uq_corrections_message_id"),
    )
