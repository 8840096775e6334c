package find

import "strings"

// cmdlet is the name that PowerShell's SDK has for an operation: a verb that
// PowerShell approves of, the API's prefix and the rest. "listIdentities" of
// v2025 is "Get-V2025Identities". The generator takes what a name begins with
// for its verb, be it a word or not ("Sync-BetahronizeAttributesForIdentity").
func cmdlet(id, prefix string) string {
	name := camel(id)
	for _, verb := range approvedVerbs {
		if rest, ok := strings.CutPrefix(name, verb); ok {
			return verb + "-" + prefix + rest
		}
	}
	for _, other := range otherVerbs {
		if rest, ok := strings.CutPrefix(name, other[0]); ok {
			return other[1] + "-" + prefix + rest
		}
	}
	return "Invoke-" + prefix + name
}

// approvedVerbs are those of PowerShell that the generator knows; a longer one
// stands before its beginning. (https://github.com/OpenAPITools/openapi-generator,
// PowerShellClientCodegen.java)
var approvedVerbs = strings.Fields(`
	Add Approve Assert Backup Block Build Checkpoint Clear Close Compare Complete Compress Confirm Connect
	ConvertFrom ConvertTo Convert Copy Debug Deny Deploy Disable Disconnect Dismount Edit Enable Enter Exit Expand
	Export Find Format Get Grant Group Hide Import Initialize Install Invoke Join Limit Lock Measure Merge Mount
	Move New Open Optimize Out Ping Pop Protect Publish Push Read Receive Redo Register Remove Rename Repair
	Request Reset Resolve Restart Restore Resume Revoke Save Search Select Send Set Show Skip Split Start Step
	Stop Submit Suspend Switch Sync Test Trace Unblock Undo Uninstall Unlock Unprotect Unpublish Unregister
	Update Use Wait Watch Write`)

// otherVerbs are words that become a verb. The first eight are what SailPoint
// adds (commonVerbs in sdk-resources of https://github.com/sailpoint-oss/powershell-sdk),
// the others the generator's own. Those are left out for which it has two
// verbs and takes either: Verify, Release, Certify, Analyze, Diagnose, Setup.
var otherVerbs = [][2]string{
	{"Delete", "Remove"}, {"Cancel", "Suspend"}, {"Patch", "Update"}, {"List", "Get"}, {"Query", "Search"},
	{"Run", "Start"}, {"Validate", "Confirm"}, {"Make", "Select"},
	{"Create", "New"}, {"Generate", "New"}, {"Allocate", "New"},
	{"Put", "Send"}, {"Broadcast", "Send"}, {"Mail", "Send"}, {"Post", "Submit"},
	{"Peek", "Receive"}, {"Accept", "Receive"}, {"Reject", "Deny"}, {"Refuse", "Deny"}, {"Modify", "Edit"},
	{"Obtain", "Get"}, {"Examine", "Get"}, {"Assign", "Set"}, {"Configure", "Set"}, {"Attach", "Add"}, {"Append", "Add"},
	{"Clone", "Copy"}, {"Duplicate", "Copy"}, {"Replicate", "Copy"}, {"Transfer", "Move"}, {"Migrate", "Move"},
	{"Discard", "Remove"}, {"Change", "Rename"}, {"Calculate", "Measure"}, {"Determine", "Measure"},
	{"Acknowledge", "Confirm"}, {"Launch", "Start"}, {"Boot", "Start"}, {"Terminate", "Stop"}, {"Kill", "Stop"}, {"End", "Stop"},
	{"Pause", "Suspend"}, {"Match", "Sync"}, {"Track", "Trace"}, {"Follow", "Trace"}, {"Combine", "Join"}, {"Associate", "Join"},
	{"Prevent", "Block"}, {"Encrypt", "Protect"}, {"Recycle", "Restart"}, {"Flush", "Clear"}, {"Unset", "Clear"},
}
