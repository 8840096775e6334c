package prose

// nothingRules take what looks like a statement about callers and is none.
var nothingRules = []rule{
	{
		form:    `\b(?:do|does|did|would|will|should) not (?:\w+ )?(?:require|need|have to have|have to hold|depend on|ask for|expect)(?: any)? WHO`,
		means:   nothing,
		example: "It does not require the `idn:mis-identity:read` scope.",
	}, {
		form:    `\b(?:no longer|formerly|previously|once|used to|until recently|in the past) (?:\w+ )?(?:requires?|required|needs?|needed)(?: any)? WHO`,
		means:   nothing,
		example: "It no longer requires the ORG_ADMIN role.",
	}, {
		form:    `\b(?:no|neither|nor|without (?:needing|requiring)|instead of|rather than|unlike|as opposed to)(?: (?:the|an?|any|additional|special|particular))* WHO(?: (?:or|nor) <[AW]\d+>)?(?: REQUIRED)?`,
		means:   nothing,
		example: "No ORG_ADMIN role is needed.",
	}, {
		form:    `WHO (?:is|are|was|were|will be) (?:not|no longer|never) (?:\w+ )?(?:required|needed|necessary|enough|sufficient|mandatory)`,
		means:   nothing,
		example: "A token with ORG_ADMIN authority is not needed for this call.",
	}, {
		form:    `WHO (?:alone )?(?:is|are|does|do|will|would)(?: not| never) (?:suffice|help|be enough|enough|sufficient|change)`,
		means:   nothing,
		example: "The idn:thing:read scope alone does not suffice.",
	},
}

func nothing(match, *reading) bool { return true }
