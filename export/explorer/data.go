package explorer

// Data is the catalog as the page carries it: the JSON text of the script
// element with the id "catalog". What repeats stands once in a table (APIs,
// Tags, Scopes and so on); operations name an entry by its index, from 0.
//
//	{"apis": [{"id": "v1", …}], "scopes": ["idn:identity:read"],
//	 "operations": [{"api": 0, "method": "GET", "path": "/identities/v1", "user_scopes": [0], …}]}
type Data struct {
	Schema int `json:"schema"`
	// Date is the day of the data set, "2026-08-22".
	Date string `json:"date"`
	// DefaultAPI is the API that the page shows before anything is chosen, ""
	// for all of them.
	DefaultAPI string `json:"default_api"`
	// LevelsURL is the address of the User Level Access Matrix, "" where none is known.
	LevelsURL string `json:"levels_url,omitempty"`

	APIs           []API          `json:"apis"`
	Needs          []Credential   `json:"needs"`
	Bases          []Word         `json:"bases"`
	Confidences    []Word         `json:"confidences"`
	LevelsSources  []Word         `json:"levels_sources"`
	FindingClasses []FindingClass `json:"finding_classes"`

	Tags       []string     `json:"tags"`
	Scopes     []string     `json:"scopes"`
	Levels     []Level      `json:"levels"`
	Conditions []string     `json:"conditions"`
	Lineages   []string     `json:"lineages"`
	Evidence   [][]Evidence `json:"evidence"`

	// Operations in the order of the catalog.
	Operations []Operation `json:"operations"`
}

// API is one published API.
type API struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	BasePath  string `json:"base_path"`
	Status    string `json:"status"`
	EndOfLife string `json:"end_of_life,omitempty"`
	// Spec is the address of the OpenAPI document.
	Spec string `json:"spec"`
}

// Credential is one answer to "which credential does it need?", with what it
// means for each kind of token: "yes", "no" or "unknown".
type Credential struct {
	ID                string `json:"id"`
	Heading           string `json:"heading"`
	Phrase            string `json:"phrase"`
	PAT               string `json:"pat"`
	AuthorizationCode string `json:"authorization_code"`
	ClientCredentials string `json:"client_credentials"`
}

// Word is a technical name with what it says to people.
type Word struct {
	ID     string `json:"id"`
	Phrase string `json:"phrase"`
}

// FindingClass is a class of finding that occurs in the catalog.
type FindingClass struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Conflict bool   `json:"conflict,omitempty"`
	Title    string `json:"title"`
	Assumed  string `json:"assumed"`
}

// Level is a user level by its technical name; Title is what the user
// interface calls it, "" where the User Level Access Matrix does not name it.
type Level struct {
	Name  string `json:"name"`
	Title string `json:"title,omitempty"`
}

// Evidence is where a fact stands: a JSON pointer in the API's document. A
// pointer that starts with "." continues the operation's own: "./security".
type Evidence struct {
	Fact    string `json:"fact"`
	Pointer string `json:"pointer"`
}

// Operation is one operation. API, Tags, UserScopes, ClientScopes, UserLevels,
// Conditions, DiffersIn, Lineage and Evidence are indices into Data's tables
// (DiffersIn into APIs, Evidence into the list of lists).
type Operation struct {
	API          int    `json:"api"`
	Method       string `json:"method"`
	Path         string `json:"path"`
	OperationID  string `json:"operation_id,omitempty"`
	Title        string `json:"title"`
	Tags         []int  `json:"tags,omitempty"`
	Needs        string `json:"needs"`
	Basis        string `json:"basis"`
	UserScopes   []int  `json:"user_scopes,omitempty"`
	ClientScopes []int  `json:"client_scopes,omitempty"`
	// ScopeRule is "all" where all scopes are needed; left out where any one suffices.
	ScopeRule    string    `json:"scope_rule,omitempty"`
	UserLevels   []int     `json:"user_levels,omitempty"`
	LevelsSource string    `json:"levels_source,omitempty"`
	Conditions   []int     `json:"conditions,omitempty"`
	Confidence   string    `json:"confidence"`
	Deprecated   bool      `json:"deprecated,omitempty"`
	Experimental bool      `json:"experimental,omitempty"`
	Successor    string    `json:"successor,omitempty"`
	Pointer      string    `json:"pointer"`
	Evidence     int       `json:"evidence"`
	DocsURL      string    `json:"docs_url,omitempty"`
	Lineage      int       `json:"lineage"`
	Variant      bool      `json:"variant,omitempty"` // a newer variant of its service within its API
	DiffersIn    []int     `json:"differs_in,omitempty"`
	Differences  []Version `json:"differences,omitempty"`
	Findings     []Finding `json:"findings,omitempty"`
	Observed     []Seen    `json:"observed,omitempty"`
	Since        string    `json:"since,omitempty"` // since when it needs what it needs, where it needed something else before
	Override     *Override `json:"override,omitempty"`
}

// Version is another version of the operation's endpoint that states something
// differently: the index of that operation, and which of "needs", "scopes", "levels".
type Version struct {
	Operation int      `json:"operation"`
	Differs   []string `json:"differs"`
}

// Finding is one finding about an operation. Class is an index into
// FindingClasses, Pointer is written like an Evidence's.
type Finding struct {
	Class   int    `json:"class"`
	Seen    string `json:"seen"`
	Pointer string `json:"pointer,omitempty"`
}

// Seen is what somebody saw of the operation, in words, and the address where it
// is told, "" of the reader's own traffic.
type Seen struct {
	Phrase string `json:"phrase"`
	URL    string `json:"url,omitempty"`
}

// Override is a correction that authcat's maintainers made by hand.
type Override struct {
	Fact     string   `json:"fact"`
	Values   []string `json:"values"`
	Reason   string   `json:"reason"`
	Evidence string   `json:"evidence"`
	Date     string   `json:"date"`
}
