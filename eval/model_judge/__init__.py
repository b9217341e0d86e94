"""A language model as a judge: structured, cached, repeated, and told what it will cost beforehand."""
