import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostileNames, organisation } from '../aws/identity-center/organisation.ts'
import { ssoSignIn, startUrlOf } from '../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../aws/stand-in.ts'
import { installed, runProgram } from './outside-program.ts'

const found = installed('/usr/lib/python3/dist-packages/boto3') && installed('/usr/bin/python3')
const python = found ?? ''
const reason = found ? '' : ' (skipped: python3-boto3 is not here)'
const accounts = organisation({ accounts: 60, roles: 3 })

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn({
    identityCenter: { accounts, portalRate: 0, pageSize: 7, shortPageRate: 0.3, emptyPageRate: 0.3 },
  })
})
afterAll(() => standIn.close())

const start = `
import boto3, botocore, json, os, sys
from botocore.config import Config
config = Config(region_name='us-east-1', signature_version=botocore.UNSIGNED, retries={'max_attempts': 0})
oidc = boto3.client('sso-oidc', endpoint_url=os.environ['AWS_ENDPOINT_URL_SSO_OIDC'], config=config)
sso = boto3.client('sso', endpoint_url=os.environ['AWS_ENDPOINT_URL_SSO'], config=config)
def failure(call, **kwargs):
    try:
        call(**kwargs)
    except botocore.exceptions.ClientError as e:
        return [e.response['Error']['Code'], e.response.get('error'), e.response['ResponseMetadata']['HTTPStatusCode']]
`

async function run(script: string, env: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const { code, stderr, stdout } = await runProgram(python, ['-c', start + script], {
    ...standIn.env,
    ...env,
  })
  expect([stderr, code]).toEqual(['', 0])
  return JSON.parse(stdout)
}

describe.skipIf(!found)(`Debian's boto3, by endpoint_url${reason}`, () => {
  it('registers, starts a device, waits, and reads each refusal by its name', async () => {
    const answer = await run(
      `
client = oidc.register_client(clientName='boto3', clientType='public', scopes=['sso:account:access'])
who = {k: client[k] for k in ('clientId', 'clientSecret')}
device = oidc.start_device_authorization(startUrl=os.environ['START_URL'], **who)
poll = dict(grantType='urn:ietf:params:oauth:grant-type:device_code', deviceCode=device['deviceCode'])
print(json.dumps([
  [device['expiresIn'], device['interval'], client['clientSecretExpiresAt'] - client['clientIdIssuedAt']],
  failure(oidc.create_token, **who, **poll),
  failure(oidc.create_token, **who, **poll),
  failure(oidc.create_token, **who, **poll),
  failure(oidc.create_token, **{**who, 'clientSecret': 'x'}, **poll),
  failure(oidc.start_device_authorization, startUrl='https://x.awsapps.com/start', **who),
  failure(oidc.register_client, clientName='boto3', clientType='confidential'),
  failure(oidc.register_client, clientName='boto3', clientType='public', scopes=['x']),
]))`,
      { START_URL: startUrlOf(standIn) },
    )
    expect(answer).toEqual([
      [600, 1, 90 * 86_400],
      ['AuthorizationPendingException', 'authorization_pending', 400],
      ['AuthorizationPendingException', 'authorization_pending', 400],
      ['SlowDownException', 'slow_down', 400],
      ['InvalidClientException', 'invalid_client', 401],
      ['InvalidRequestException', 'invalid_request', 400],
      ['InvalidClientMetadataException', 'invalid_client_metadata', 400],
      ['InvalidScopeException', 'invalid_scope', 400],
    ])
  })

  it('lists everything by its own paginators, hostile names too, and signs out (T25)', async () => {
    const { accessToken } = await ssoSignIn(standIn)
    const answer = (await run(
      `
token = os.environ['TOKEN']
pages = [p['accountList'] for p in sso.get_paginator('list_accounts').paginate(accessToken=token)]
accounts = [a for page in pages for a in page]
roles = [r['roleName'] for p in sso.get_paginator('list_account_roles').paginate(accessToken=token, accountId=accounts[1]['accountId']) for r in p['roleList']]
credentials = sso.get_role_credentials(accessToken=token, accountId=accounts[1]['accountId'], roleName=roles[1])['roleCredentials']
sso.logout(accessToken=token)
print(json.dumps([[a['accountName'] for a in accounts], 0 in map(len, pages), roles, sorted(credentials), failure(sso.list_accounts, accessToken=token)]))`,
      { TOKEN: accessToken },
    )) as readonly unknown[]
    const names = accounts.map(({ accountName }) => accountName)
    expect(answer).toEqual([
      names,
      true,
      ['AdministratorAccess', hostileNames[0], 'PowerUserAccess'],
      ['accessKeyId', 'expiration', 'secretAccessKey', 'sessionToken'],
      ['UnauthorizedException', null, 401],
    ])
  })
})
