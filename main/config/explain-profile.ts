/**
 * Everything in the AWS files that decides where a profile's credentials and requests go, with where it stands and why.
 * No value of a secret is in it.
 *
 * @module
 */
import type { ConfigProblem } from './config-problem.ts'
import { type CredentialSource, credentialSources, sourceWords } from './credential-source.ts'
import { parseConfig } from './parse.ts'
import { type ToolFamily, toolFamilies, type Winner, winnerOf } from './precedence.ts'
import { findConfigProblems } from './problems.ts'
import { type ProfileEndpoints, profileEndpoints } from './profile-endpoints.ts'
import { type Profile, readSharedConfig, type SharedConfig } from './profiles.ts'
import { type RolePath, rolePath } from './role-path.ts'
import { type ConfigFileKind, readSections, type Section, sectionsNamed } from './sections.ts'
import type { ConfigText } from './text.ts'

export interface Stretch {
  readonly file: ConfigFileKind
  /** Of the header, from 1. */
  readonly line: number
  /** Of its last key. */
  readonly lastLine: number
}

export interface ExplainedSource extends CredentialSource {
  readonly words: string
  readonly usedBy: readonly ToolFamily[]
}

export interface ExplainedProfile {
  readonly name: string
  /** Its sections. More than one in a file are read as one by the SDKs, and refused by the AWS CLI. */
  readonly sections: readonly Stretch[]
  /** A `[default]` that nobody reads, for there is a `[profile default]`. */
  readonly setAside: readonly Stretch[]
  /** In the order in which the AWS CLI takes them. */
  readonly sources: readonly ExplainedSource[]
  readonly winners: Readonly<Record<ToolFamily, Winner>>
  /** Every tool takes the same. */
  readonly isSure: boolean
  readonly roles: RolePath | null
  /** What the role path begins with: the source that each family takes of its last profile. */
  readonly rolesBeginWith: Readonly<Record<ToolFamily, Winner>> | null
  readonly ssoSession: (Stretch & { readonly name: string; readonly isThere: boolean }) | null
  readonly endpoints: ProfileEndpoints
  /** Of its own lines. */
  readonly problems: readonly ConfigProblem[]
  /** Then the AWS CLI and Python read no profile at all. */
  readonly awsCliRefuses: Readonly<Record<ConfigFileKind, boolean>>
}

export type ConfigTexts = Readonly<Record<ConfigFileKind, ConfigText>>

/** Undefined where no file has such a profile. */
export function explainProfile(name: string, texts: ConfigTexts): ExplainedProfile | undefined {
  const shared = readSharedConfig(texts.config.text, texts.credentials.text)
  const profile = shared.profiles.get(name)
  if (!profile) return undefined
  const { sections, setAside } = stretchesOf(name, texts)
  const found = [...credentialSources(profile), ...roleBesideToken(profile)]
  const winners = winnersOf(found, { viaSourceProfile: false })
  const roles = rolePath(name, shared) ?? null
  const last = roles?.end === 'profile' ? shared.profiles.get(roles.last) : undefined
  const report = findConfigProblems(texts)
  const isOwn = ({ file, line }: ConfigProblem) =>
    sections.some((each) => each.file === file && each.line <= line && line <= each.lastLine)
  return {
    ...{ name, sections, setAside, winners, roles },
    rolesBeginWith: last
      ? winnersOf([...credentialSources(last), ...roleBesideToken(last)], { viaSourceProfile: true })
      : null,
    sources: found.map((source) => ({
      ...source,
      words: sourceWords[source.kind],
      usedBy: toolFamilies.filter((family) => winners[family] === source.kind),
    })),
    isSure: new Set(Object.values(winners)).size === 1 && !Object.values(winners).includes('unknown'),
    ssoSession: ssoSessionOf(profile, shared, texts),
    endpoints: profileEndpoints(profile, shared),
    problems: report.problems.filter(isOwn),
    awsCliRefuses: report.awsCliRefuses,
  }
}

/** To these a role with a token file is a web identity, whatever else is named. */
const tokenFirst: ReadonlySet<ToolFamily> = new Set(['aws-cli', 'java', 'rust'])

/** With a token file and a source profile the other families assume the role with that profile. */
function roleBesideToken({ settings }: Profile): readonly CredentialSource[] {
  const isBoth = settings.has('role_arn') && settings.has('web_identity_token_file')
  const names = ['source_profile', 'credential_source'].filter((name) => settings.has(name))
  if (!isBoth || names.length === 0) return []
  const keys = ['role_arn', ...names].flatMap((name) => {
    const setting = settings.get(name)
    return setting ? [{ name, file: setting.file, line: setting.line }] : []
  })
  return [{ kind: 'assume-role', keys, isOurs: false }]
}

function winnersOf(
  found: readonly CredentialSource[],
  { viaSourceProfile }: { readonly viaSourceProfile: boolean },
): Readonly<Record<ToolFamily, Winner>> {
  const kinds = found.map(({ kind }) => kind)
  const isBesideToken = kinds.includes('web-identity')
  const of = (family: ToolFamily) => {
    const seen = kinds.filter((kind) => kind !== 'assume-role' || !isBesideToken || !tokenFirst.has(family))
    return winnerOf(family, new Set(seen), viaSourceProfile)
  }
  return {
    'aws-cli': of('aws-cli'),
    javascript: of('javascript'),
    go: of('go'),
    java: of('java'),
    rust: of('rust'),
  }
}

function stretchesOf(name: string, texts: ConfigTexts): Pick<ExplainedProfile, 'sections' | 'setAside'> {
  const sections: Stretch[] = []
  const setAside: Stretch[] = []
  for (const file of ['config', 'credentials'] as const) {
    const all = readSections(parseConfig(texts[file].text), file).sections.filter(
      (section) => section.type === 'profile' && section.name === name,
    )
    const read = sectionsNamed(all, 'profile', name)
    for (const section of all) {
      const stretch = { file, line: section.line, lastLine: lastLineOf(section) }
      if (read.includes(section)) sections.push(stretch)
      else setAside.push(stretch)
    }
  }
  return { sections, setAside }
}

function ssoSessionOf(
  { settings }: Profile,
  { ssoSessions }: SharedConfig,
  { config }: ConfigTexts,
): ExplainedProfile['ssoSession'] {
  const named = settings.get('sso_session')
  if (!named) return null
  const { value: name, file, line } = named
  if (!ssoSessions.has(name)) return { name, file, line, lastLine: line, isThere: false }
  const { sections } = readSections(parseConfig(config.text), 'config')
  const [section] = sectionsNamed(sections, 'sso-session', name)
  const stretch = section ? { line: section.line, lastLine: lastLineOf(section) } : { line, lastLine: line }
  return { name, file: 'config', isThere: true, ...stretch }
}

/** Without the blank lines and comments before the next section. */
function lastLineOf({ line, properties }: Section): number {
  return Math.max(line, ...properties.map((property) => property.lastLine))
}
