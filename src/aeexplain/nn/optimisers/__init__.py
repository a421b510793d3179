"""What changes parameters: Adam, its schedules, the average of what it leaves."""
