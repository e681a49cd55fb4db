/**
 * What `lanyard hook SHELL` prints: a few lines by which a shell follows the active profile, without a process at its
 * prompt (docs/terminals.md). They hold no policy, since they live as long as the shell does.
 */
import { quoted, type HookShell } from '../../shared/shell.ts'

/** The lines for `shell`, which read the active profile from `file`. */
export function hookText(shell: HookShell, file: string): string {
  return shell === 'fish' ? fishHook(file) : posixHook(shell, file)
}

/** What a profile's name may hold to be exported by a hook, in a bracket of a pattern. Nothing of it means anything to a shell. */
const allowed = 'A-Za-z0-9_@+=.,/: -'

/** Longer than any line of the file, and soon read. */
const longest = 600

const newForm = 'lanyard: the active profile is in a form that this terminal does not know. Open a new terminal.'
const keysWin = 'lanyard: AWS_ACCESS_KEY_ID is set here and comes before any profile, so this terminal does not follow.'
const strangeName = 'lanyard: this terminal cannot follow to a profile of that name: its characters are unusual.'

/** Says each sentence once in a shell. */
const tell = (sentence: string) => `__lanyard_tell '${sentence}'`

function posixHook(shell: 'bash' | 'zsh', file: string): string {
  const isBash = shell === 'bash'
  // Of a regular file bash reads a block at a time, zsh a byte.
  const read = isBash
    ? `IFS= read -r -n ${longest} line < "$__lanyard_file" || :`
    : `sysread -s ${longest} line < "$__lanyard_file" || :\n    line=\${line%%$'\\n'*}`
  const begin = isBash
    ? `[[ "\${PROMPT_COMMAND[*]-}" == *__lanyard_follow* ]] ||
  PROMPT_COMMAND="__lanyard_follow\${PROMPT_COMMAND:+; $PROMPT_COMMAND}"`
    : `zmodload -F zsh/system b:sysread
(( \${precmd_functions[(I)__lanyard_follow]} )) || precmd_functions+=(__lanyard_follow)`
  return `# This shell follows the active profile of Lanyard.
__lanyard_file=${quoted(file, shell)}
__lanyard_line='' __lanyard_before='' __lanyard_region='' __lanyard_told=''
# What the hook has set last: AWS_PROFILE that is another was set by a person, and stays. No profile is called "!".
__lanyard_set="\${LANYARD_FOLLOWS-}" __lanyard_set="\${__lanyard_set#* }"
[[ "\${AWS_PROFILE-}" == "$__lanyard_set" ]] || __lanyard_set='!'

__lanyard_tell() {
  [[ "$__lanyard_told" == *"$1"* ]] || printf '%s\\n' "$1" >&2
  __lanyard_told="$__lanyard_told$1"
}

__lanyard_follow() {
  local code=$? line=''
  if [[ -f "$__lanyard_file" && -r "$__lanyard_file" ]]; then
    ${read}
    [[ "$line" == "$__lanyard_line" ]] || __lanyard_take "$line"
  fi
  return $code
}

__lanyard_take() {
  ${isBash ? '' : 'emulate -L zsh\n  '}local rest="\${1#1 }" profile=''
  if [[ "$1" != '1 '* || \${#1} -ge ${longest} ]]; then
    __lanyard_line="$1"
    [[ -z "$1" ]] || ${tell(newForm)}
    return
  fi
  [[ "$rest" != *' '* ]] || profile="\${rest#* }"
  if [[ "\${AWS_PROFILE-}" == "$__lanyard_set" ]]; then
    if [[ -n "\${AWS_ACCESS_KEY_ID-}" ]]; then ${tell(keysWin)}; return; fi
    if [[ "$profile" == *[!${allowed.replace(' ', '\\ ')}]* ]]; then
      ${tell(strangeName)}
    else
      __lanyard_set="$profile"
      if [[ -n "$profile" ]]; then export AWS_PROFILE="$profile"; else unset AWS_PROFILE; fi
      export LANYARD_FOLLOWS="$$ $profile"
    fi
  fi
  __lanyard_line="$1"
}

__lanyard_leave_region() {
  [[ -z "$__lanyard_region" || "\${AWS_REGION-}" != "$__lanyard_region" ]] || unset AWS_REGION AWS_DEFAULT_REGION
  __lanyard_region=''
}

lanyard() {
  if [[ "\${1-}" == follow && $# -eq 1 ]]; then
    __lanyard_leave_region
    __lanyard_set="\${AWS_PROFILE-}" __lanyard_line=''
    export LANYARD_FOLLOWS="$$ $__lanyard_set"
    __lanyard_follow
  elif [[ "\${1-}" == use ]]; then
    local text
    text="$(LANYARD_HOOK=${shell} LANYARD_BEFORE="$__lanyard_before" command lanyard "$@")" || return
    if [[ "$text" != 'export AWS_PROFILE='* ]]; then printf '%s\\n' "$text"; return; fi
    __lanyard_before="\${AWS_PROFILE-}"
    __lanyard_leave_region
    eval "$text"
    [[ "$text" != *AWS_REGION=* ]] || __lanyard_region="$AWS_REGION"
    __lanyard_set='!'
    unset LANYARD_FOLLOWS
  else
    command lanyard "$@"
  fi
}

${begin}
`
}

function fishHook(file: string): string {
  return `# This shell follows the active profile of Lanyard.
set -g __lanyard_file ${quoted(file, 'fish')}
set -g __lanyard_line ''
set -g __lanyard_before ''
set -g __lanyard_region ''
set -g __lanyard_told
# What the hook has set last: AWS_PROFILE that is another was set by a person, and stays. No profile is called "!".
set -g __lanyard_set (string replace -r '^\\S* ' '' -- "$LANYARD_FOLLOWS")
test "$AWS_PROFILE" = "$__lanyard_set"; or set -g __lanyard_set '!'

function __lanyard_tell
    contains -- $argv[1] $__lanyard_told; or echo $argv[1] >&2
    set -ga __lanyard_told $argv[1]
end

function __lanyard_follow --on-event fish_prompt
    set -l code $status
    set -l line ''
    if test -f "$__lanyard_file" -a -r "$__lanyard_file"
        read -n ${longest} line < "$__lanyard_file"
        test "$line" = "$__lanyard_line"; or __lanyard_take "$line"
    end
    return $code
end

function __lanyard_take
    if not string match -q '1 *' -- $argv[1]; or test (string length -- $argv[1]) -ge ${longest}
        set -g __lanyard_line $argv[1]
        test -z "$argv[1]"; or ${tell(newForm)}
        return
    end
    set -l profile (string replace -r '^1 \\S*( |$)' '' -- $argv[1])
    if test "$AWS_PROFILE" = "$__lanyard_set"
        if test -n "$AWS_ACCESS_KEY_ID"
            ${tell(keysWin)}
            return
        end
        if string match -rq '[^${allowed}]' -- $profile
            ${tell(strangeName)}
        else
            set -g __lanyard_set $profile
            set -e AWS_PROFILE
            test -z "$profile"; or set -gx AWS_PROFILE $profile
            set -gx LANYARD_FOLLOWS "$fish_pid $profile"
        end
    end
    set -g __lanyard_line $argv[1]
end

function __lanyard_leave_region
    if test -n "$__lanyard_region" -a "$AWS_REGION" = "$__lanyard_region"
        set -e AWS_REGION
        set -e AWS_DEFAULT_REGION
    end
    set -g __lanyard_region ''
end

function lanyard
    if test "$argv" = follow
        __lanyard_leave_region
        set -g __lanyard_set "$AWS_PROFILE"
        set -g __lanyard_line ''
        set -gx LANYARD_FOLLOWS "$fish_pid $__lanyard_set"
        __lanyard_follow
    else if test "$argv[1]" = use
        set -l lines (LANYARD_HOOK=fish LANYARD_BEFORE="$__lanyard_before" command lanyard $argv); or return
        if not string match -q 'set -gx AWS_PROFILE *' -- $lines[1]
            printf '%s\\n' $lines
            return
        end
        set -g __lanyard_before "$AWS_PROFILE"
        __lanyard_leave_region
        for line in $lines
            eval $line
        end
        string match -q '*AWS_REGION*' -- $lines; and set -g __lanyard_region $AWS_REGION
        set -g __lanyard_set '!'
        set -e LANYARD_FOLLOWS
    else
        command lanyard $argv
    end
end
`
}
