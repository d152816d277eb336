/**
 * The words for each problem of a config file: what it is, what the SDKs make of it, what the AWS CLI makes of it, and
 * what to do. `subject` is a name from the file, never a value.
 *
 * @module
 */
import type { ConfigProblemKind } from '../../preload/contract/sayings-findings.ts'
import { shellWord } from '../kernel/shell-word.ts'

export type ProblemSeverity = 'error' | 'warning' | 'note'

interface ProblemText {
  /** `error`: some tool reads nothing. `warning`: tools read different things. `note`: all read it, or leave it out. */
  readonly severity: ProblemSeverity
  readonly problem: (subject: string) => string
  readonly specification: string
  readonly awsCli: string
  /** What to do; where a command does it, the command on a line of its own. */
  readonly fix: string | ((subject: string) => string)
}

const refusesFile = 'Refuses the whole file, for every profile.'

export const problemTexts = {
  'not-utf-8': {
    severity: 'error',
    problem: () => 'The file is not valid UTF-8.',
    specification: 'Reads other letters in place of the broken ones.',
    awsCli: refusesFile,
    fix: 'Save the file as UTF-8.',
  },
  'byte-order-mark': {
    severity: 'error',
    problem: () => 'The file starts with a byte order mark.',
    specification: 'Some SDKs leave it out, others miss the first section.',
    awsCli: refusesFile,
    fix: 'Save the file as UTF-8 without a byte order mark.',
  },
  'key-before-section': {
    severity: 'error',
    problem: () => 'There is a setting before the first section.',
    specification: 'Strict SDKs refuse the file, JavaScript leaves the line out.',
    awsCli: refusesFile,
    fix: 'Move the line below a section header, or remove it.',
  },
  'duplicate-section': {
    severity: 'error',
    problem: (subject) => `The section [${subject}] is there a second time.`,
    specification: 'Makes one section of both; the last value of a key counts.',
    awsCli: refusesFile,
    fix: 'Move the settings below the first header of that name and remove this one.',
  },
  'duplicate-key': {
    severity: 'error',
    problem: (subject) => `${subject} is set a second time in this section.`,
    specification: 'Takes the last one.',
    awsCli: refusesFile,
    fix: (subject) => `Remove one of the lines that set ${subject}.`,
  },
  'no-delimiter': {
    severity: 'error',
    problem: () => 'The line is neither a section nor a setting.',
    specification: 'Strict SDKs refuse the file, JavaScript leaves the line out.',
    awsCli: refusesFile,
    fix: 'Write it as name = value, or put # in front.',
  },
  'empty-key': {
    severity: 'error',
    problem: () => 'The setting has no name.',
    specification: 'Strict SDKs refuse the file, JavaScript leaves the line out.',
    awsCli: refusesFile,
    fix: 'Put a name before the sign, or remove the line.',
  },
  'sub-property-invalid': {
    severity: 'error',
    problem: () => 'The line in an indented block is not name = value.',
    specification: 'Strict SDKs refuse the file.',
    awsCli: refusesFile,
    fix: 'Write it as name = value, or remove it.',
  },
  'sub-property-unnamed': {
    severity: 'error',
    problem: () => 'The setting in an indented block has no name.',
    specification: 'Strict SDKs refuse the file.',
    awsCli: 'Reads a setting without a name.',
    fix: 'Put a name before the = sign, or remove the line.',
  },
  'header-unterminated': {
    severity: 'error',
    problem: () => 'The section header does not end with ].',
    specification: 'Strict SDKs refuse the file.',
    awsCli: 'Reads up to the last ] and leaves out what follows; without one it refuses the file.',
    fix: 'Close the header with ] and put nothing but a comment after it.',
  },
  'indented-line': {
    severity: 'error',
    problem: () => 'The line is indented, but continues no setting.',
    specification: 'Strict SDKs refuse the file, JavaScript reads it as if it were not indented.',
    awsCli: 'Reads it as if it were not indented.',
    fix: 'Remove the spaces at its start.',
  },
  'indented-comment': {
    severity: 'warning',
    problem: () => 'The comment is indented.',
    specification: 'Strict SDKs take it for a part of the setting above, or refuse the file.',
    awsCli: 'Leaves it out.',
    fix: 'Remove the spaces at its start.',
  },
  'indented-setting': {
    severity: 'warning',
    problem: (subject) => `${subject} is indented below a setting that has a value.`,
    specification: 'Takes it for a part of that value; JavaScript reads a setting.',
    awsCli: 'Takes it for a part of that value.',
    fix: 'Remove the spaces at its start if it is a setting of its own.',
  },
  'indented-header': {
    severity: 'warning',
    problem: () => 'The section header is indented below a setting.',
    specification: 'Takes it for a part of the value above; JavaScript reads a section.',
    awsCli: 'Takes it for a part of the value above.',
    fix: 'Remove the spaces at its start.',
  },
  'inline-comment': {
    severity: 'warning',
    problem: (subject) => `There is a comment behind the value of ${subject}.`,
    specification: 'Leaves the comment out.',
    awsCli: 'Takes the comment for a part of the value.',
    fix: 'Move the comment to a line of its own.',
  },
  'header-spaces': {
    severity: 'warning',
    problem: () => 'There are spaces inside the brackets of the header.',
    specification: 'Leaves them out; JavaScript keeps them and finds no such section.',
    awsCli: 'Keeps them, and finds no such section.',
    fix: 'Remove the spaces next to the brackets.',
  },
  'header-gap': {
    severity: 'warning',
    problem: () => 'There is more than one space between the words of the header.',
    specification: 'Reads the section; JavaScript finds no such section.',
    awsCli: 'Reads the section.',
    fix: 'Leave one space.',
  },
  'header-comment': {
    severity: 'note',
    problem: () => 'A comment follows the header without a space.',
    specification: 'Reads the section; JavaScript loses it.',
    awsCli: 'Reads the section.',
    fix: 'Put a space before the comment, or move it to a line of its own.',
  },
  'header-quotes': {
    severity: 'note',
    problem: () => 'The name in the header is in quotes.',
    specification: 'Knows no quotes there; JavaScript reads the name without them.',
    awsCli: 'Reads the name without them.',
    fix: 'Remove the quotes. A name with spaces is only found by the AWS CLI.',
  },
  'section-name-invalid': {
    severity: 'warning',
    problem: (subject) => `The section [${subject}] has a name with signs that are not allowed.`,
    specification: 'Leaves the section out.',
    awsCli: 'Takes almost any name.',
    fix: (subject) => `Give [${subject}] a name of letters, digits and - / . % @ _ : + without spaces.`,
  },
  'section-not-a-profile': {
    severity: 'warning',
    problem: (subject) => `The section [${subject}] is no profile.`,
    specification: 'Leaves the section out.',
    awsCli: 'Leaves the section out, unless it is one of its own.',
    fix: (subject) =>
      `A profile is written [profile ${subject}] in the config file; only default stands alone.`,
  },
  'default-for-all': {
    severity: 'warning',
    problem: () => 'The section [DEFAULT] is there, in capitals.',
    specification: 'Leaves it out, or takes it for a profile of that name.',
    awsCli: 'Puts its settings into every profile.',
    fix: 'Rename it to [default], or remove it.',
  },
  'default-twice': {
    severity: 'warning',
    problem: () => 'There is both [default] and [profile default].',
    specification: '[profile default] counts and [default] does not.',
    awsCli: 'The later one counts.',
    fix: 'Keep [default], and remove [profile default].',
  },
  'section-twice': {
    severity: 'warning',
    problem: (subject) => `The section [${subject}] means the same as an earlier one.`,
    specification: 'Makes one section of both.',
    awsCli: 'The later one counts and the earlier does not.',
    fix: (subject) => `Keep one of the two that mean [${subject}].`,
  },
  'key-name-invalid': {
    severity: 'warning',
    problem: (subject) => `${subject} cannot be the name of a setting.`,
    specification: 'Leaves the line out.',
    awsCli: 'Reads a setting of that name.',
    fix: (subject) => `Give ${subject} a name of letters, digits, - and _ without spaces.`,
  },
  'key-upper-case': {
    severity: 'warning',
    problem: (subject) => `${subject} has capital letters.`,
    specification: 'Reads it in lower case; JavaScript does not find it.',
    awsCli: 'Reads it in lower case.',
    fix: (subject) => `Write it in lower case: ${subject.toLowerCase()}`,
  },
  'colon-delimiter': {
    severity: 'error',
    problem: (subject) => `${subject} is followed by : in place of =.`,
    specification: 'Strict SDKs refuse the file, JavaScript leaves the line out.',
    awsCli: 'Reads the setting.',
    fix: (subject) => `Write ${subject} = in place of ${subject}:`,
  },
  'colon-in-name': {
    severity: 'warning',
    problem: (subject) => `The name ${subject} has a colon before the = sign.`,
    specification: 'Reads a name with a colon in it.',
    awsCli: 'Ends the name at the colon.',
    fix: (subject) => `Remove the colon from ${subject}.`,
  },
  'no-equals': {
    severity: 'error',
    problem: () => 'There is no = sign before the comment.',
    specification: 'Strict SDKs refuse the file, JavaScript leaves the line out.',
    awsCli: 'Reads the comment as a part of the setting.',
    fix: 'Write it as name = value, or put # in front.',
  },
  'carriage-return': {
    severity: 'warning',
    problem: () => 'There is a carriage return inside the line.',
    specification: 'Takes it for a part of the line.',
    awsCli: 'Starts a new line there.',
    fix: 'End lines with a line feed, or with both.',
  },
  'control-character': {
    severity: 'warning',
    problem: () => 'There is a control character in the line.',
    specification: 'Takes it for a part of the line.',
    awsCli: 'Takes it for a part of the line, or for white space.',
    fix: 'Remove it.',
  },
  'two-sources': {
    severity: 'error',
    problem: (subject) => `Profile ${subject}`,
    specification: '',
    awsCli: '',
    fix: (subject) =>
      `Keep one source. To keep only Signet, sign in with it:\nsignet login --profile ${shellWord(subject)} --adopt`,
  },
  'sso-session-unknown': {
    severity: 'error',
    problem: (subject) => `Profile ${subject} names an sso-session that is not in the file.`,
    specification: 'Fails for this profile.',
    awsCli: 'Fails for this profile.',
    fix: (subject) =>
      `Correct sso_session in profile ${subject}, or add the [sso-session] section that it names.`,
  },
  'sso-session-mismatch': {
    severity: 'error',
    problem: (subject) => `Profile ${subject} has another start URL or region than its sso-session.`,
    specification: 'Python and JavaScript fail for this profile.',
    awsCli: 'Fails for this profile.',
    fix: (subject) =>
      `Remove sso_start_url and sso_region from profile ${subject}: its sso-session has them.`,
  },
  'source-profile-unknown': {
    severity: 'error',
    problem: (subject) => `Profile ${subject} has a source_profile that is in neither file.`,
    specification: 'Fails for this profile.',
    awsCli: 'Fails for this profile.',
    fix: (subject) => `Correct source_profile in profile ${subject}, or add the profile that it names.`,
  },
  'role-source-twice': {
    severity: 'error',
    problem: (subject) => `Profile ${subject} has both source_profile and credential_source.`,
    specification: 'Fails for this profile.',
    awsCli: 'Fails for this profile.',
    fix: (subject) => `Remove source_profile or credential_source from profile ${subject}.`,
  },
} as const satisfies Record<ConfigProblemKind, ProblemText>

export type ProblemKind = keyof typeof problemTexts

/** All that is said of one problem. */
export function problemWords(kind: ProblemKind, subject: string): Readonly<Record<ProblemWord, string>> {
  const { problem, specification, awsCli, fix }: ProblemText = problemTexts[kind]
  return {
    problem: problem(subject),
    specification,
    awsCli,
    fix: typeof fix === 'string' ? fix : fix(subject),
  }
}
type ProblemWord = 'problem' | 'specification' | 'awsCli' | 'fix'
