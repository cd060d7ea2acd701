"""Where articles come from: folders, git checkouts and exports, read by parsers held in check."""
