/**
 * The options that the commands of `signet console-access` share, and what they ask of the actions.
 *
 * @module
 */
import type { ConsoleAccessRequest } from '../../../actions/console-access/console-access-account.ts'
import type { PermissionStatementInput } from '../../../aws/signin-control-types.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, type OptionValues, profileOption, text } from '../arguments.ts'
import { profileOf } from '../profile-of.ts'
import type { VerbContext } from '../verb.ts'

export const placeOptions = {
  profile: profileOption('whose keys sign the calls; AWS_PROFILE or "default" when left out'),
  target: text('ID', 'an organization (o-…) or its root (r-…); the profile’s account when left out'),
  json: flag('as JSON'),
}

export const viewpointOptions = {
  'break-glass': text('ARN', 'the principal that must always get in'),
  'my-ip': text(
    'ADDRESS',
    'your public address; it is looked up nowhere, so without it "you, now" stays open',
  ),
  situation: text('TEXT', 'somebody else to try: NAME=ARN,source-ip=ADDRESS; several separated by ";"'),
  situations: text('FILE', 'a JSON list of them: [{"name", "principal", "sourceIp", "sourceVpc", …}]'),
}

export const sendOptions = {
  'dry-run': flag('show the plan, and send nothing'),
  yes: flag('do not ask; not enough for what can lock people out'),
  confirm: text('ID', 'the account or target, as it would be typed: for scripts'),
}

export const statementOptions = {
  'source-ip': text('RANGE', 'let in from this public address or CIDR range'),
  'source-vpc': text('VPC', 'let in from this VPC; needs --requested-region'),
  'signin-source-vpce': text(
    'VPCE',
    'let in through this endpoint of the sign-in page; needs --requested-region',
  ),
  'console-source-vpce': text(
    'VPCE',
    'let in through this endpoint of the console; needs --requested-region',
  ),
  'vpc-source-ip': text('RANGE', 'only from this private address or range within the VPC'),
  'requested-region': text('REGION', 'the region of the VPC or endpoint'),
  'excluded-principal': text('ARN', 'who is never refused by this statement: a role, user or root'),
}

type Place = OptionValues<typeof placeOptions> & Partial<OptionValues<typeof viewpointOptions>>

export function consoleAccessRequest(
  values: Place,
  { request, io, consumer }: VerbContext,
): ConsoleAccessRequest {
  return {
    profile: values.profile ?? profileOf(request.env),
    targetId: values.target,
    viewpoint: {
      breakGlass: values['break-glass'],
      myIp: values['my-ip'],
      situations: values.situation,
      situationsFile: values.situations,
    },
    consumer,
    ...{ env: request.env, cwd: request.cwd, signal: io.signal },
  }
}

/** What the options say of a statement; undefined when they say nothing. */
export function statementInput(
  values: OptionValues<typeof statementOptions>,
): PermissionStatementInput | undefined {
  const members = {
    sourceVpc: values['source-vpc'],
    signinSourceVpce: values['signin-source-vpce'],
    consoleSourceVpce: values['console-source-vpce'],
    vpcSourceIp: values['vpc-source-ip'],
    sourceIp: values['source-ip'],
    requestedRegion: values['requested-region'],
    excludedPrincipal: values['excluded-principal'],
  }
  const given = Object.entries(members).filter(([, value]) => value !== undefined)
  return given.length === 0 ? undefined : Object.fromEntries(given)
}

/** @throws {@link InputError} `request-malformed` with the usage. */
export function assertNoWords(words: readonly string[], usage: string): void {
  if (words.length > 0) throw new InputError('request-malformed', `Usage: signet ${usage}`, 'none')
}
