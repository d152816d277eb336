/**
 * What is to be mended, for whoever keeps looking: the AWS files as they are now, and the last look at everything else.
 *
 * The files are judged again only when their text is another. The rest reaches AWS's hosts, so somebody has to ask for it.
 *
 * @module
 */
import type { ProblemsView } from '../../../preload/contract/config-views.ts'
import type { FindingView } from '../../../preload/contract/views.ts'
import type { ReadDefault } from '../profiles/read-default.ts'
import { defaultFindings } from '../upkeep/default-check.ts'
import type { Diagnose } from '../upkeep/diagnose.ts'
import type { DiagnoseConfig } from '../upkeep/diagnose-config.ts'
import { finding, saidError } from '../upkeep/finding.ts'
import type { Asking, AwsFiles } from './aws-files.ts'

export interface WatchedProblems {
  /** Only reads the files. One that cannot be read is a finding. */
  read(asking: Asking): Promise<ProblemsView>
  /** Looks at everything. */
  check(asking: Asking, signal: AbortSignal): Promise<void>
}

export interface WatchProblemsDependencies {
  readonly awsFiles: Pick<AwsFiles, 'read' | 'locations'>
  readonly diagnoseConfig: DiagnoseConfig
  readonly diagnose: Diagnose
  readonly readDefault: ReadDefault
  readonly now: () => number
}

/** A file of nothing but mistakes says no more than its first ones. */
const mostFindings = 200
/** The whole `doctor` has the config in one line; here its lines stand themselves. */
const summarySubject = 'AWS config'
/** What is read anew each time needs no last look. */
const readSubjects: readonly string[] = [summarySubject, '[default]']

export function watchProblems(dependencies: WatchProblemsDependencies): WatchedProblems {
  const { awsFiles, diagnoseConfig, diagnose, readDefault, now } = dependencies
  let judged: { readonly texts: readonly string[]; readonly findings: readonly FindingView[] } | undefined
  let last: { readonly at: number; readonly findings: readonly FindingView[] } | undefined

  async function ofFiles(asking: Asking): Promise<readonly FindingView[]> {
    try {
      return [...defaultFindings(await readDefault(asking)), ...(await judgedFiles(asking))]
    } catch (thrown) {
      return [finding(summarySubject, 'problem', saidError(thrown))]
    }
  }

  async function judgedFiles(asking: Asking): Promise<readonly FindingView[]> {
    const { config, credentials } = await awsFiles.read(asking)
    const { configPath, credentialsPath } = awsFiles.locations(asking)
    const texts = [configPath, config.text, credentialsPath, credentials.text]
    if (!texts.every((text, at) => judged?.texts[at] === text))
      judged = { texts, findings: await diagnoseConfig(asking) }
    return judged?.findings ?? []
  }

  return {
    async read(asking) {
      const files = await ofFiles(asking)
      const findings = [...files, ...(last?.findings ?? [])]
      return {
        findings: findings.slice(0, mostFindings),
        toMend: findings.filter(asksForSomething).length,
        checkedAt: last?.at ?? null,
      }
    },
    async check(asking, signal) {
      const found = await diagnose(asking, signal)
      last = { at: now(), findings: found.filter(({ subject }) => !readSubjects.includes(subject)) }
    },
  }
}

function asksForSomething({ verdict }: FindingView): boolean {
  return verdict === 'problem' || verdict === 'warning'
}
