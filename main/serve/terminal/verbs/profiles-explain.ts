import type { ExplainProfile, ProfileExplanation } from '../../../actions/profiles/explain-profile.ts'
import { sourceWords } from '../../../config/credential-source.ts'
import type { ExplainedProfile, ExplainedSource } from '../../../config/explain-profile.ts'
import { type ToolFamily, toolFamilies, toolWords } from '../../../config/precedence.ts'
import { circleOf, type RolePath } from '../../../config/role-path.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

type File = 'config' | 'credentials'

/** `signet profiles explain` */
export function profilesExplain(act: ExplainProfile): Verb {
  return verb({
    name: 'profiles explain',
    summary: 'Which source of credentials of a profile wins in which tool, and why',
    usage: 'PROFILE',
    options: { json: flag('as JSON') },
    completes: 'profiles',
    details: [
      'The AWS CLI, boto3 and the SDKs take the sources of a profile in different orders. This shows each source with its\n' +
        'file and line, who takes it, where requests go, and the variables of this terminal that go before the profile.\n' +
        'Of variables only the names are looked at, and no secret is shown.',
    ],
    async run({ json }, words, { request, io, style }) {
      const [profile, ...more] = words
      if (profile === undefined || more.length > 0) {
        throw new InputError('request-malformed', 'Usage: signet profiles explain PROFILE', 'none')
      }
      const { env, cwd } = request
      const explanation = await act({ profile, env, cwd, pid: request.process?.pid })
      io.out(json ? `${printableJson(explanation)}\n` : explanationText(explanation, style))
      return exitCodes.ok
    },
  })
}

function explanationText(explanation: ProfileExplanation, style: Style): string {
  const { name, config, environment, signet, configPath, credentialsPath } = explanation
  const at = (file: File, line: number) =>
    style.dim(`${printable(file === 'config' ? configPath : credentialsPath)}:${line}`)
  const blocks = config
    ? [sections(config, at), sources(config, at, style), roles(config, at, style), others(config, at, style)]
    : [['No AWS file has this profile; Signet alone knows it.']]
  const all = [
    [style.bold(printable(name))],
    ...blocks,
    [`Signet would serve: ${printable(signet.text)}`],
    variables(environment),
    config ? problems(config, at, style) : [],
  ]
  return `${all
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

type At = (file: File, line: number) => string

function sections({ sections: own, setAside, awsCliRefuses }: ExplainedProfile, at: At): string[] {
  return [
    ...own.map(
      ({ file, line, lastLine }) => `Stands in ${at(file, line)}${lastLine > line ? `–${lastLine}` : ''}`,
    ),
    ...setAside.map(
      ({ file, line }) => `Not read: [default] at ${at(file, line)}, for there is a [profile default]`,
    ),
    ...(['config', 'credentials'] as const)
      .filter((file) => awsCliRefuses[file])
      .map((file) => `The AWS CLI and Python refuse the whole ${file} file: see "signet doctor config"`),
  ]
}

function sources(config: ExplainedProfile, at: At, style: Style): string[] {
  const { sources: found, winners, isSure } = config
  if (found.length === 0)
    return ['It has no source of credentials: tools go on to containers and machines, or fail.']
  const unknown = toolFamilies.filter((family) => winners[family] === 'unknown')
  const [first] = found
  return [
    isSure
      ? `Every tool takes ${first ? sourceName(first) : ''}.`
      : `${style.warn('Tools do not agree.')} Leave one source in the profile, so that all take the same.`,
    ...found.flatMap((source) => [
      `  ${style.bold(sourceName(source))}  ${takenBy(source)}`,
      ...source.keys.map(({ name, file, line }) => `    ${printable(name)}  ${at(file, line)}`),
    ]),
    ...(unknown.length > 0 ? [`  Which one ${listed(unknown)} takes is not known.`] : []),
    ...(isSure ? [] : ['', ...orderNotes(config)]),
  ]
}

function sourceName({ words, isOurs, kind }: ExplainedSource): string {
  const where = kind.startsWith('static-') ? ` in the ${kind.slice('static-in-'.length)} file` : ''
  return `${words}${where}${isOurs ? ' (Signet)' : ''}`
}

function takenBy({ usedBy }: ExplainedSource): string {
  if (usedBy.length === toolFamilies.length) return 'taken by every tool'
  return usedBy.length === 0
    ? 'taken by no tool: another source goes before it'
    : `taken by ${listed(usedBy)}`
}

/** What goes before what, where it matters here. */
function orderNotes({ sources: found, winners }: ExplainedProfile): string[] {
  const byWinner = Map.groupBy(toolFamilies, (family) => winners[family])
  return [...byWinner].flatMap(([winner, families]) => {
    const winning = found.find(({ kind }) => kind === winner)
    if (!winning) return []
    const beaten = found.filter((source) => source !== winning).map(sourceName)
    return [`For ${listed(families)}: first ${sourceName(winning)}, before ${beaten.join(' and ')}.`]
  })
}

function listed(families: readonly ToolFamily[]): string {
  return families.map((family) => toolWords[family]).join(', ')
}

const ends: Readonly<Record<RolePath['end'], (path: RolePath) => string>> = {
  profile: ({ last }) => `with the credentials of profile ${last}`,
  itself: ({ last }) => `with the access keys of profile ${last} itself`,
  'credential-source': ({ steps }) => `with credentials from ${steps.at(-1)?.credentialSource ?? ''}`,
  'no-source': ({ last }) =>
    `nowhere: profile ${last} names no source_profile, so nobody can assume the role`,
  missing: ({ last }) => `nowhere: there is no profile ${last}`,
  cycle: (path) => `in a circle: ${circleOf(path).join(' → ')}. Every tool fails over it`,
}

function roles({ roles: path, rolesBeginWith }: ExplainedProfile, at: At, style: Style): string[] {
  if (!path) return []
  const isBroken = path.end === 'cycle' || path.end === 'missing' || path.end === 'no-source'
  const end = printable(ends[path.end](path))
  return [
    'Roles',
    ...path.steps.map(
      ({ profile, roleArn, file, line }) =>
        `  ${printable(profile)} assumes ${printable(roleArn)}  ${at(file, line)}`,
    ),
    `  ${isBroken ? style.bad(`It leads ${end}`) : `It begins ${end}${beginnings(rolesBeginWith)}`}.`,
  ]
}

/** Of the last profile: what it gives, and to whom where they do not agree. */
function beginnings(winners: ExplainedProfile['rolesBeginWith']): string {
  if (!winners) return ''
  const byWinner = Map.groupBy(toolFamilies, (family) => winners[family])
  const words = [...byWinner].map(([winner, families]) => {
    const what = winner === undefined ? 'none' : winner === 'unknown' ? 'not known' : sourceWords[winner]
    return byWinner.size === 1 ? what : `${what} for ${listed(families)}`
  })
  return `: ${words.join('; ')}`
}

function others({ ssoSession, endpoints }: ExplainedProfile, at: At, style: Style): string[] {
  const { services, endpoints: found, areIgnored } = endpoints
  const lines: string[] = []
  if (ssoSession) {
    const name = `[sso-session ${printable(ssoSession.name)}]`
    const there = ssoSession.isThere ? '' : ` ${style.bad('which is nowhere')}`
    lines.push(`Identity Center session ${name}${there}  ${at(ssoSession.file, ssoSession.line)}`)
  }
  if (services && !services.isThere) {
    lines.push(
      `Services [services ${printable(services.name)}] ${style.bad('which is nowhere')}  ${at(services.file, services.line)}`,
    )
  }
  for (const { service, url, file, line } of found) {
    const what = service === null ? 'Requests of every other service' : `Requests of ${printable(service)}`
    lines.push(`${what} go to ${printable(url)}  ${at(file, line)}`)
  }
  if (areIgnored && found.length > 0) lines.push('ignore_configured_endpoint_urls turns these off.')
  return lines
}

function variables({ isWhole, effects }: ProfileExplanation['environment']): string[] {
  const known = isWhole ? '' : ' (of those that signet looks at; this system does not tell of others)'
  if (effects.length === 0) return [`No variable of this terminal goes before the profile${known}.`]
  return [
    `Variables of this terminal${known}`,
    ...effects.map(({ names, effect }) => `  ${names.map(printable).join(', ')}: ${effect}.`),
  ]
}

function problems({ problems: found }: ExplainedProfile, at: At, style: Style): string[] {
  if (found.length === 0) return []
  return [
    'Problems',
    ...found.map(
      ({ file, line, problem, fix }) =>
        `  ${style.warn(printable(problem))}  ${at(file, line)}${fix ? `\n    ${printable(fix)}` : ''}`,
    ),
  ]
}
