"""Pages above the plan: the plan on a page, reports to bodies, promises."""
