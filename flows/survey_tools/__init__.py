"""Answers fetched from survey tools' servers: one module a tool, one connection for all."""
