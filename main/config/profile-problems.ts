/**
 * Problems of a profile as a whole: more than one source of credentials, or a name that leads nowhere.
 *
 * @module
 */
import type { ConfigProblem } from './config-problem.ts'
import { credentialSources, describeSource, sourceWords, winners } from './credential-source.ts'
import { type ProblemKind, problemTexts, problemWords } from './problem-texts.ts'
import type { Profile, Setting, SharedConfig } from './profiles.ts'

export function profileProblems(config: SharedConfig): readonly ConfigProblem[] {
  return [...config.profiles.values()].flatMap((profile) => [
    ...twoSources(profile),
    ...ssoSessionProblems(profile, config),
    ...roleProblems(profile, config),
  ])
}

function twoSources(profile: Profile): readonly ConfigProblem[] {
  const found = credentialSources(profile)
  const [first, second] = found
  const at = second?.keys[0]
  if (!first || !second || !at) return []
  const { awsCli, javascript } = winners(found)
  const places = found.map(describeSource)
  return [
    {
      ...problemOf('two-sources', profile, at),
      problem: `Profile ${profile.name} has ${found.length} sources of credentials: ${places.join(', ')}.`,
      specification: `JavaScript uses ${javascript && sourceWords[javascript]}. SDKs do not agree.`,
      awsCli: `Uses ${awsCli && sourceWords[awsCli]}.`,
      sources: { found, javascript, awsCli },
    },
  ]
}

function ssoSessionProblems(profile: Profile, config: SharedConfig): readonly ConfigProblem[] {
  const named = profile.settings.get('sso_session')
  if (!named) return []
  const session = config.ssoSessions.get(named.value)
  if (!session) return [problemOf('sso-session-unknown', profile, named)]
  const differs = ['sso_start_url', 'sso_region'].find((name) => {
    const own = profile.settings.get(name)
    return own !== undefined && own.value !== session.settings.get(name)?.value
  })
  const at = differs && profile.settings.get(differs)
  return at ? [problemOf('sso-session-mismatch', profile, at)] : []
}

function roleProblems(profile: Profile, config: SharedConfig): readonly ConfigProblem[] {
  if (!profile.settings.has('role_arn')) return []
  const source = profile.settings.get('source_profile')
  const problems: ConfigProblem[] = []
  if (source && !config.profiles.has(source.value)) {
    problems.push(problemOf('source-profile-unknown', profile, source))
  }
  if (source && profile.settings.has('credential_source')) {
    problems.push(problemOf('role-source-twice', profile, source))
  }
  return problems
}

function problemOf(kind: ProblemKind, profile: Profile, at: Pick<Setting, 'file' | 'line'>): ConfigProblem {
  const { severity } = problemTexts[kind]
  const { name: subject } = profile
  return { file: at.file, line: at.line, severity, kind, subject, ...problemWords(kind, subject) }
}
