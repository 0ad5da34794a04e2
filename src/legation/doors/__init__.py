"""What the commands do: each module serves one door, and none holds a rule of diplomacy."""
