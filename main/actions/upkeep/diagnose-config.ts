/**
 * Each line of the AWS config that some tool trips over, and how each kind of tool takes it.
 *
 * @module
 */
import type { Said } from '../../../preload/contract/said.ts'
import type { FindingView } from '../../../preload/contract/views.ts'
import type { ConfigProblem } from '../../config/config-problem.ts'
import { type CredentialSource, describeSource } from '../../config/credential-source.ts'
import { findConfigProblems } from '../../config/problems.ts'
import { say } from '../../kernel/say.ts'
import { shellWord } from '../../kernel/shell-word.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { Check } from './diagnose.ts'
import { finding } from './finding.ts'

export type DiagnoseConfig = (asking: Asking) => Promise<readonly FindingView[]>

export function diagnoseConfig(awsFiles: Pick<AwsFiles, 'read' | 'locations'>): DiagnoseConfig {
  return async (asking) => {
    const paths = awsFiles.locations(asking)
    const files = await awsFiles.read(asking)
    const pathOf = { config: paths.configPath, credentials: paths.credentialsPath }
    const { problems, awsCliRefuses } = findConfigProblems(files)
    const findings = problems.map((problem) => problemFinding(problem, pathOf[problem.file]))
    for (const file of ['config', 'credentials'] as const) {
      if (awsCliRefuses[file]) {
        findings.unshift(finding(pathOf[file], 'problem', refused))
      }
    }
    if (findings.length > 0) return findings
    const count = files.shared.profiles.size
    const text = `every tool reads it alike, ${count} profile${count === 1 ? '' : 's'}`
    return [finding(pathOf.config, 'ok', say('config-alike', { count }, text))]
  }
}

const refused = say('config-refused', {}, 'the AWS CLI and every Python tool refuse this file as a whole')

function problemFinding(problem: ConfigProblem, path: string): FindingView {
  const { line, severity, kind, subject } = problem
  const [words = '', ...commands] = [...problem.fix.split('\n'), editorAt(path, line)]
  const advice = say('config-fix', { kind, subject, commands }, [words, ...commands].join('\n'))
  return finding(`${path}:${line}`, verdicts[severity], saidProblem(problem), advice)
}

function saidProblem({ kind, subject, sources, problem, specification, awsCli }: ConfigProblem): Said {
  return say(
    'config-problem',
    {
      ...{ kind, subject },
      sources: (sources?.found ?? []).map(saidSource),
      javascript: sources?.javascript ?? '',
      awsCli: sources?.awsCli ?? '',
    },
    `${problem}\nSDKs:    ${specification}\nAWS CLI: ${awsCli}`,
  )
}

function saidSource(source: CredentialSource): Said {
  const [key] = source.keys
  const place = { key: key?.name ?? '', file: key?.file ?? 'config', line: key?.line ?? 0 }
  return say('config-source', { source: source.kind, ...place }, describeSource(source))
}

/** Opens the line: vi, nano, emacs and their kin take it so. */
function editorAt(path: string, line: number): string {
  return `\${EDITOR:-vi} +${line} ${shellWord(path)}`
}

const verdicts = { error: 'problem', warning: 'warning', note: 'note' } as const

/** The config in one line of the whole `doctor`. */
export function configCheck(awsFiles: Pick<AwsFiles, 'read' | 'locations'>): Check {
  const look = diagnoseConfig(awsFiles)
  return {
    subject: 'AWS config',
    async look(asking) {
      const findings = await look(asking)
      const [first] = findings
      if (findings.length <= 1 && first?.verdict === 'ok') {
        return [finding('AWS config', 'ok', first.said?.[0] ?? first.text)]
      }
      const verdict = findings.some(({ verdict }) => verdict === 'problem')
        ? 'problem'
        : findings.some(({ verdict }) => verdict === 'warning')
          ? 'warning'
          : 'note'
      const { length: count } = findings
      const text = `${count} finding${count === 1 ? '' : 's'} in the AWS config files`
      const command = 'signet doctor config'
      const advice = say('config-see', { command }, `See them: ${command}`)
      return [finding('AWS config', verdict, say('config-findings', { count }, text), advice)]
    },
  }
}
