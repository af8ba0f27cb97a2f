"""What happens without a click: rows that wait are claimed, and schedules kept.

Durable work is DBOS's (https://docs.dbos.dev): `engine` knows it, and nothing else here does.
"""
