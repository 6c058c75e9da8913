"""Inputs that are broken or mean harm, made by ``cases`` and read by ``run`` in a bounded process."""
