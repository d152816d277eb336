/**
 * What is wrong with the shared config files, in the eyes of the SDKs and of the AWS CLI.
 *
 * @module
 */
import { readAsAwsCli } from './cli-view.ts'
import type { ConfigProblem } from './config-problem.ts'
import { lineProblems } from './line-problems.ts'
import { shown } from './names.ts'
import { parseConfig } from './parse.ts'
import { problemTexts, problemWords } from './problem-texts.ts'
import { profileProblems } from './profile-problems.ts'
import { readSharedConfig } from './profiles.ts'
import { type ConfigFileKind, readSections } from './sections.ts'
import type { ConfigText } from './text.ts'

export interface ConfigReport {
  /** Line by line, the config file first. */
  readonly problems: readonly ConfigProblem[]
  /** Whether the AWS CLI refuses the file, so that none of its commands work. */
  readonly awsCliRefuses: Readonly<Record<ConfigFileKind, boolean>>
}

/** A file that is not there is an empty text. */
export function findConfigProblems(files: Readonly<Record<ConfigFileKind, ConfigText>>): ConfigReport {
  const config = problemsOfFile(files.config, 'config')
  const credentials = problemsOfFile(files.credentials, 'credentials')
  const profiles = profileProblems(readSharedConfig(files.config.text, files.credentials.text))
  const ofFile = (file: ConfigFileKind, own: readonly ConfigProblem[]) =>
    [...own, ...profiles.filter((problem) => problem.file === file)].sort(
      (one, other) => one.line - other.line,
    )
  return {
    problems: [...ofFile('config', config.problems), ...ofFile('credentials', credentials.problems)],
    awsCliRefuses: { config: config.isRefused, credentials: credentials.isRefused },
  }
}

function problemsOfFile(
  config: ConfigText,
  file: ConfigFileKind,
): { readonly problems: readonly ConfigProblem[]; readonly isRefused: boolean } {
  const parsed = parseConfig(config.text)
  const view = readAsAwsCli(config)
  const problems = lineProblems(parsed, readSections(parsed, file), view, file).map(
    ({ line, kind, subject: name }) => {
      const { severity } = problemTexts[kind]
      const subject = named(name)
      return { file, line, severity, kind, subject, ...problemWords(kind, subject) }
    },
  )
  return { problems, isRefused: view.rejections.length > 0 }
}

/** As it stands in the file where that is plain, else in quotes and cut. */
function named(subject: string): string {
  return /^[\w ./:%@+-]{1,60}$/.test(subject) ? subject : shown(subject)
}
