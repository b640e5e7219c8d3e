"""How fast, beside a floor measured in the same run: what `bin/handrail bench` is made of."""
