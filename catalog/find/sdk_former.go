package find

import (
	"slices"
	"strings"
)

// formerNames are operationIds of earlier documents, each with today's and the
// APIs that it was of: SDKs of those days have methods of these names, and no
// rule makes them of today's. A number behind "_" is the generator's, of an id
// that a document had twice. The newest SDKs still have those with a "still".
// Taken from SailPoint's four SDKs in all their versions, up to August 2026.
const formerNames = `
activateCampaign startCampaign beta
addTagsToManyObjects setTagsToManyObjects beta
addTagToObject setTagToObject beta
approveApproval_0 approveApprovalInBulk v2025
approveApproval_1 approveApprovalInBulk v2025
bulkDeleteRoles deleteBulkRoles beta
createPageContent createPageContentTranslation nerm
deleteSource delete beta
deleteUploadedBackup deleteUploadedConfiguration v2024 v3
downloadCustomViolationReport getCustomViolationReport beta
downloadDefaultViolationReport getDefaultViolationReport beta
downloadSourceAccountsSchema getAccountsSchema v3
downloadSourceAccountsSchema getSourceAccountsSchema beta
downloadSourceEntitlementsSchema getEntitlementsSchema v3
downloadSourceEntitlementsSchema getSourceEntitlementsSchema beta
exportNonEmployeeRecords getNonEmployeeExportRecords beta
exportNonEmployeeSourceSchemaTemplate getNonEmployeeExportSourceSchemaTemplate beta
exportSpConfigDownload getSpConfigExport beta
exportSpConfigJobStatus getSpConfigExportStatus beta
forwardWorkItem submitForwardWorkItem beta
generateCampaignTemplate startGenerateCampaignTemplate beta
generateDigitToken createDigitToken v2024 beta
generateIdentityPreview showGenerateIdentityPreview beta
getAccountEntitlements listEntitlementsByAccount v2026
getIdentity getHistoricalIdentity beta
getMachineAccountDeletionSubTypeApprovalConfig getMachineAccountSubtypeApprovalConfig v2026
getNotificationPreference listNotificationPreferences beta
getNotificationPreferences getNotificationPreference v2026 still
getPageContents getPageContentTranslation nerm
getUploadedBackup getUploadedConfiguration v2024 v3
getUploadedBackups listUploadedConfigurations v2024 v3
getWorkflowExecutionHistoryV2 getWorkflowExecutionHistoryV2ForV1 v1 still
importEntitlementCsv importEntitlementsBySource beta
importEntitlements importEntitlementsBySource beta
importSpConfigDownload getSpConfigImport beta
importSpConfigJobStatus getSpConfigImportStatus beta
importUploadedBackup createUploadedConfiguration v2024 v3
listCampaignTemplates getCampaignTemplates v3 beta
listIdentities listHistoricalIdentities beta
listLifecycleStates getLifecycleStates v3 beta
listNotificationPreferences getNotificationPreferences v2025 v2024
listSourceSchemas getSourceSchemas v3 beta
listWorkflowExecutions getWorkflowExecutions v3 beta
patchPotentialRole patchPotentialRoleSession beta
patchPotentialRole_0 patchPotentialRole v2025 v2024
patchPotentialRole_0 patchRoleMiningPotentialRole beta
patchPotentialRole_1 patchPotentialRole v2025 v2024
patchPotentialRole_1 patchRoleMiningPotentialRole beta
peekResourceObjects searchResourceObjects v2024
predictSodViolations startPredictSodViolations beta
putCorrelationConfig putConnectorCorrelationConfig v2024
putSourceConfig putConnectorSourceConfig v2024 v3
putSourceTemplate putConnectorSourceTemplate v2024 v3
putTranslations putConnectorTranslations v2024 v3
reassignCampaign move beta
reassignIdentityCertsAsync submitReassignCertsAsync beta
rejectApproval_0 rejectApprovalInBulk v2025
rejectApproval_2 rejectApprovalInBulk v2025
reloadAccount submitReloadAccount v3 beta
removeTagsToManyObject deleteTagsToManyObject beta
runCampaignRemediationScan startCampaignRemediationScan beta
runCampaignReport startCampaignReport beta
runSodAllPoliciesForOrg startSodAllPoliciesForOrg beta
runSodPolicy startSodPolicy beta
searchIntelIdentities getIdentityIntelligence v2026
searchIntelIdentitiesV1 getIdentityIntelligenceV1 v1 still
sendWorkItemForward forwardWorkItem v2024
setPolicySchedule putPolicySchedule v3
setSodPolicy putSodPolicy v3
showIdentityPreview generateIdentityPreview v2024
updateAccessRequestConfig setAccessRequestConfig v3 beta
updateClientLogConfiguration putClientLogConfiguration beta
updateConnectorRule putConnectorRule v2024
updateMachineAccountDeletionBySubTypeApprovalConfig updateMachineAccountSubtypeApprovalConfig v2026
updateManagedClientStatusCheckDetails updateStatusCheckDetails beta
updateNonEmployeeRecord putNonEmployeeRecord beta
updatePasswordDictionary putPasswordDictionary v3 beta
updatePasswordOrgConfig putPasswordOrgConfig v3 beta
updatePolicySchedule putPolicySchedule beta
updateSavedSearch putSavedSearch v3
updateServiceDeskIntegration putServiceDeskIntegration v3 beta
updateSodPolicy putSodPolicy beta
updateTaggedObject putTaggedObject beta
updateWorkflow putWorkflow beta
uploadNonEmployeeRecordsInBulk importNonEmployeeRecordsInBulk v3 beta
uploadSourceAccountsSchema importAccountsSchema v3
uploadSourceAccountsSchema importSourceAccountsSchema beta
uploadSourceConnectorFile importConnectorFile v3
uploadSourceConnectorFile importSourceConnectorFile beta
uploadSourceEntitlementsSchema importEntitlementsSchema v3
uploadSourceEntitlementsSchema importSourceEntitlementsSchema beta
validateConnectorRule testConnectorRule v2024
validateSubscriptionFilter testSubscriptionFilter beta
`

// formerName is what an operation was called in some APIs.
type formerName struct {
	name string
	apis []string
	// still is set where it isn't over: SDKs are made of documents some days old.
	still bool
}

// former are the former names of operations, by their ids.
type former map[string][]formerName

func formerIDs() former {
	names := former{}
	for line := range strings.Lines(formerNames) {
		if f := strings.Fields(line); len(f) > 2 {
			names[f[1]] = append(names[f[1]], formerName{f[0], f[2:], slices.Contains(f, "still")})
		}
	}
	return names
}

// of returns the former names of an operation of an API; of "" of any.
func (f former) of(id, api string) []formerName {
	return slices.DeleteFunc(slices.Clone(f[id]), func(name formerName) bool { return api != "" && !slices.Contains(name.apis, api) })
}
