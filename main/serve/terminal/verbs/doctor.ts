import type { FindingView } from '../../../../preload/contract/views.ts'
import type { Diagnose } from '../../../actions/upkeep/diagnose.ts'
import type { DiagnoseConfig } from '../../../actions/upkeep/diagnose-config.ts'
import type { EndpointQuestion, ResolveEndpoint } from '../../../actions/upkeep/resolve-endpoints.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, type OptionValues, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style, table } from '../style.ts'
import { type Verb, type VerbContext, verb } from '../verb.ts'

const services = ['signin', 'sso', 'sso-oidc', 'sts'] as const

const options = {
  json: flag('as JSON'),
  service: text('NAME', `endpoints: ${services.join(', ')}; all of them when left out`),
  region: text('REGION', 'endpoints: the AWS region, such as eu-central-1'),
  fips: flag('endpoints: the FIPS variant'),
  dualstack: flag('endpoints: the IPv4 and IPv6 variant'),
  'control-plane': flag('endpoints: Sign-In’s control plane'),
  oauth: flag('endpoints: Sign-In’s OAuth operations with IAM'),
}

const endpointOptions = ['service', 'region', 'fips', 'dualstack', 'control-plane', 'oauth'] as const

export interface DoctorActions {
  readonly diagnose: Diagnose
  readonly diagnoseConfig: DiagnoseConfig
  readonly resolveEndpoint: ResolveEndpoint
}

/** `signet doctor`, `signet doctor config`, `signet doctor endpoints` */
export function doctor(actions: DoctorActions): Verb {
  return verb({
    name: 'doctor',
    summary: 'Look at everything that can be wrong, and say what to do',
    usage: '[config|endpoints]',
    options,
    details: [
      'doctor             vault, key store, socket, clock, reachability, config\n' +
        'doctor config      each line of the AWS config that some tool trips over, and how each tool takes it\n' +
        'doctor endpoints   the URL Signet would use: --service signin --region eu-central-1 [--fips] [--dualstack]',
      'Exit code 1 when there is a problem; notes and warnings alone are 0.',
    ],
    async run(values, words, context) {
      const own = endpointOptions.find((name) => values[name])
      if (own !== undefined && words[0] !== 'endpoints') {
        throw new InputError('request-malformed', `--${own} goes with: signet doctor endpoints`, 'none')
      }
      switch (words.join(' ')) {
        case '':
          return show(await actions.diagnose(context.request, context.io.signal), values.json, context)
        case 'config':
          return show(await actions.diagnoseConfig(context.request), values.json, context)
        case 'endpoints':
          return endpoints(actions.resolveEndpoint, values, context)
        default:
          throw new InputError('request-malformed', 'Usage: signet doctor [config|endpoints]', 'none')
      }
    },
  })
}

function show(findings: readonly FindingView[], json: boolean, { io, style }: VerbContext): number {
  io.out(
    json ? `${printableJson(findings)}\n` : findings.map((finding) => findingText(finding, style)).join(''),
  )
  return findings.some((finding) => finding.verdict === 'problem') ? exitCodes.failed : exitCodes.ok
}

function findingText(finding: FindingView, style: Style): string {
  const mark = {
    ok: style.good('ok     '),
    note: style.dim('note   '),
    warning: style.warn('warning'),
    problem: style.bad('problem'),
  }[finding.verdict]
  const advice = finding.advice === null ? '' : `${indented(finding.advice)}\n`
  return `${mark}  ${style.bold(printable(finding.subject))}  ${indented(finding.text).trimStart()}\n${advice}`
}

/** Text that may have lines of its own, each made safe, under the words of the first. */
function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `         ${printable(line)}`)
    .join('\n')
}

async function endpoints(
  resolve: ResolveEndpoint,
  values: OptionValues<typeof options>,
  { io, style }: VerbContext,
): Promise<number> {
  const answers = []
  for (const question of questions(values)) answers.push(await resolve(question))
  io.out(
    values.json
      ? `${printableJson(answers)}\n`
      : table(
          answers.map(({ service, url, overridden }) => [
            service,
            url,
            overridden ? style.warn('(set by the agent’s environment)') : '',
          ]),
        ),
  )
  return exitCodes.ok
}

function questions(values: OptionValues<typeof options>): EndpointQuestion[] {
  const { region, fips, dualstack, oauth } = values
  if (region === undefined) {
    throw new InputError(
      'request-malformed',
      'Which region? signet doctor endpoints --region eu-central-1',
      'none',
    )
  }
  if (values['control-plane'] && oauth) {
    throw new InputError(
      'request-malformed',
      '--control-plane and --oauth are two different hosts: give one.',
      'none',
    )
  }
  const kind = values['control-plane'] ? 'control' : oauth ? 'oauth' : 'data'
  const asked = services.filter((service) => (values.service ?? service) === service)
  if (asked.length === 0) {
    throw new InputError('request-malformed', `--service is one of ${services.join(', ')}.`, 'none')
  }
  if (kind !== 'data' && (asked.length > 1 || asked[0] !== 'signin')) {
    throw new InputError('request-malformed', '--control-plane and --oauth go with --service signin.', 'none')
  }
  return asked.map((service) => ({ service, region, fips, dualStack: dualstack, kind }))
}
