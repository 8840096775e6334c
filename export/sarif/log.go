package sarif

// The parts of a log that authcat writes, with the names of the standard.
type (
	log struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}
	run struct {
		Tool       toolObject        `json:"tool"`
		Results    []result          `json:"results"`
		Properties map[string]string `json:"properties,omitempty"`
	}
	toolObject struct {
		Driver component `json:"driver"`
	}
	component struct {
		Name    string       `json:"name"`
		Version string       `json:"version,omitempty"`
		Rules   []descriptor `json:"rules"`
	}
	descriptor struct {
		ID      Rule          `json:"id"`
		Short   textObject    `json:"shortDescription"`
		Full    textObject    `json:"fullDescription"`
		Help    textObject    `json:"help"`
		Default configuration `json:"defaultConfiguration"`
	}
	configuration struct {
		Level Level `json:"level"`
	}
	textObject struct {
		Text string `json:"text"`
	}
	result struct {
		RuleID       Rule              `json:"ruleId"`
		RuleIndex    int               `json:"ruleIndex"`
		Level        Level             `json:"level"`
		Message      textObject        `json:"message"`
		Locations    []location        `json:"locations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
		Properties   map[string]string `json:"properties,omitempty"`
	}
	location struct {
		Physical physicalLocation `json:"physicalLocation"`
	}
	physicalLocation struct {
		Artifact artifact `json:"artifactLocation"`
		Region   *region  `json:"region,omitempty"`
	}
	artifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	region struct {
		StartLine int `json:"startLine"`
	}
)

func (d description) descriptor() descriptor {
	return descriptor{d.id, textObject{d.short}, textObject{d.full}, textObject{d.help}, configuration{d.level}}
}
