#!/bin/sh
# Keeps the state directory of authcat's nightly job from night to night: as the one commit of a branch of the
# repository that the job has checked out.
#   state.sh restore DIR   fills DIR; leaves it alone where there is no such branch yet
#   state.sh save DIR      replaces the branch's commit, unless somebody else did so since the restore
# AUTHCAT_STATE_BRANCH is the branch's name, by default authcat-state. AUTHCAT_STATE_TOKEN is the token for the
# repository at an https address; without it git's own credentials count.
set -eu

usage() {
	echo "usage: state.sh restore|save DIR" >&2
	exit 2
}
[ $# -eq 2 ] || usage

branch=refs/heads/${AUTHCAT_STATE_BRANCH:-authcat-state}
restored=refs/authcat/restored
GIT_DIR=$(git rev-parse --absolute-git-dir)
GIT_INDEX_FILE=$GIT_DIR/authcat-state-index
export GIT_DIR GIT_INDEX_FILE
rm -f "$GIT_INDEX_FILE"
trap 'rm -f "$GIT_INDEX_FILE"' EXIT

# The token stays in the environment: git asks for it, for the host of the repository only, and writes it nowhere.
# shellcheck disable=SC2016,SC2089,SC2090 # git's shell reads the value, not this one
if [ -n "${AUTHCAT_STATE_TOKEN:-}" ]; then
	host=$(git remote get-url origin | sed -E 's|^(https?://[^/]*).*|\1|')
	GIT_CONFIG_COUNT=1
	GIT_CONFIG_KEY_0=credential.$host.helper
	GIT_CONFIG_VALUE_0='!answer() { [ "$1" != get ] || printf "username=x-access-token\npassword=%s\n" "$AUTHCAT_STATE_TOKEN"; }; answer'
	export GIT_CONFIG_COUNT GIT_CONFIG_KEY_0 GIT_CONFIG_VALUE_0
fi

# A remote that does not answer is no first night: a state begun anew would be saved over the real one.
restore() {
	code=0
	git ls-remote --exit-code origin "$branch" >/dev/null || code=$?
	case $code in
	0) ;;
	2)
		echo "there is no $branch yet: this is the first night"
		return
		;;
	*)
		echo "state.sh: the state can't be asked for; the night must not begin without it" >&2
		return "$code"
		;;
	esac
	git fetch --quiet --no-tags --depth 1 origin "+$branch:$restored"
	git read-tree "$restored"
	mkdir -p "$1"
	git checkout-index --all --prefix="$1/"
}

save() {
	if [ ! -d "$1" ]; then
		echo "there is no $1: the night did not come as far"
		return
	fi
	before=$(git rev-parse --quiet --verify "$restored" || true)
	(cd "$1" && git --work-tree=. add --all --force .)
	commit=$(git -c user.name=authcat -c user.email=authcat@localhost commit-tree -m "State of the last night" "$(git write-tree)")
	git push --quiet --force-with-lease="$branch:$before" origin "$commit:$branch"
	git update-ref "$restored" "$commit"
}

case $1 in
restore | save) "$1" "$2" ;;
*) usage ;;
esac
