/**
 * Each line of the AWS config that some tool trips over, and how each kind of tool takes it.
 *
 * @module
 */
import type { FindingView } from '../../../preload/contract/views.ts'
import type { ConfigProblem } from '../../config/config-problem.ts'
import { findConfigProblems } from '../../config/problems.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import type { Check } from './diagnose.ts'

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
        findings.unshift({
          subject: pathOf[file],
          verdict: 'problem',
          text: 'the AWS CLI and every Python tool refuse this file as a whole',
          advice: null,
        })
      }
    }
    if (findings.length > 0) return findings
    const count = files.shared.profiles.size
    const text = `every tool reads it alike, ${count} profile${count === 1 ? '' : 's'}`
    return [{ subject: pathOf.config, verdict: 'ok', text, advice: null }]
  }
}

function problemFinding(problem: ConfigProblem, path: string): FindingView {
  return {
    subject: `${path}:${problem.line}`,
    verdict: verdicts[problem.severity],
    text: `${problem.problem}\nSDKs:    ${problem.specification}\nAWS CLI: ${problem.awsCli}`,
    advice: problem.fix,
  }
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
      if (findings.length <= 1 && first?.verdict === 'ok') return [{ ...first, subject: 'AWS config' }]
      const verdict = findings.some(({ verdict }) => verdict === 'problem')
        ? 'problem'
        : findings.some(({ verdict }) => verdict === 'warning')
          ? 'warning'
          : 'note'
      const text = `${findings.length} finding${findings.length === 1 ? '' : 's'} in the AWS config files`
      return [{ subject: 'AWS config', verdict, text, advice: 'See them: signet doctor config' }]
    },
  }
}
