"""What a child's own code opens: its own quotes before the report stands, and the unit's answer after the decisions."""
