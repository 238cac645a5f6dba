"""Keeping attackers out and known: the pace of wrong passwords, refused accesses counted, what the deployment lacks."""
