"""What has to be handed in or handed out: reports, workbook, certificate, sign-up sheet. Reports read kpi.duckdb only."""
