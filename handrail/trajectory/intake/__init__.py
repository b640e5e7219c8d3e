"""Reading what somebody brings: a list of people and their work. Pure; handrail.trajectory.taking_in writes."""
