"""The database: engine, migrations, and durable work (inbox, deliveries, timers)."""
