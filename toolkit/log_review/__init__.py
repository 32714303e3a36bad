"""Each month a sample of accesses is drawn from the trail, and somebody who may goes through it and signs."""
