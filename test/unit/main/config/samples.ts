import type { ConfigFileKind } from '../../../../main/config/sections.ts'
import { fileVectors } from './vectors.ts'

/** A whole file as one finds it on machines. All made up. */
export interface SampleFile {
  readonly name: string
  readonly file: ConfigFileKind
  readonly text: string
}

const first = `# work
[default]
region = eu-central-1
output = json

[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
region = eu-central-1

[profile prod]      
sso_session = corp
sso_account_id = 444455556666
sso_role_name = ReadOnly
region = eu-central-1
cli_pager =

[sso-session corp]
sso_start_url = https://d-1234567890.awsapps.com/start#
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`

const consultant = `;;; customer A ;;;
[profile a-root]
login_session = arn:aws:iam::111122223333:root
region = us-east-1
[profile a-admin]
role_arn        = arn:aws:iam::111122223333:role/Admin
source_profile  = a-base
mfa_serial      = arn:aws:iam::999900001111:mfa/me
external_id     = a/1=2
duration_seconds= 3600

;;; customer B ;;;
[profile b/eu-west-1.ops@example.com]
role_arn=arn:aws:iam::222233334444:role/path/Ops
source_profile=a-admin
role_session_name=me@example.com
region=eu-west-1

[profile b+web]
role_arn = arn:aws:iam::222233334444:role/Web
web_identity_token_file = /var/run/secrets/token
`

const local = `[profile localstack]
region = us-east-1
output = json
endpoint_url = http://localhost:4566
services = minio

[services minio]
s3 =
    endpoint_url = http://127.0.0.1:9000
    addressing_style = path
dynamodb =
    endpoint_url = http://127.0.0.1:8000

[profile transfer]
s3 =
  max_concurrent_requests = 20
  max_queue_size = 10000
  multipart_threshold = 64MB
  addressing_style = path
region = eu-north-1
ca_bundle = /etc/ssl/certs/corp.pem
retry_mode = adaptive
max_attempts = 10
`

const helpers = `[default]
credential_process = /usr/local/bin/aws-vault exec home --json
region = eu-west-1

# granted
[profile work/Admin]
credential_process = granted credential-process --profile "work/Admin"
granted_sso_start_url = https://d-1234567890.awsapps.com/start
granted_sso_region = us-east-1
granted_sso_account_id = 111122223333
granted_sso_role_name = Admin
common_fate_generated_from = aws-sso

[profile saml]
region = eu-west-1
x_security_token_expires = 2026-01-02T03:04:05+01:00

[plugins]
endpoint = awscli_plugin_endpoint
[preview]
cloudfront = true
`

const teams = `[default]
region=us-east-1
[profile platform-team.sandbox]
region=us-east-1
;[profile old]
;region=us-west-1

[profile data%lake]
region = us-west-2
parameter_validation = false
cli_history = enabled
cli_timestamp_format = iso8601
tcp_keepalive = true

# 日本 チーム
[profile tokyo]
region = ap-northeast-1
# größer, ¡olé!, 😀
output = yaml-stream
sts_regional_endpoints = regional
ec2_metadata_service_endpoint_mode = IPv6
use_fips_endpoint = true
use_dualstack_endpoint = false
defaults_mode = standard
`

const defaults = `[DEFAULT]
output = json

[profile default]
region = eu-west-3

[default]
region = never-read

[profile one]
region = eu-west-3
`

const tabs = `[profile\ttabbed]
region\t=\teu-west-1\t
output =\ttext
s3 =
\tmax_concurrent_requests = 5
\tuse_accelerate_endpoint = true

[ profile spaced ]
region = x
[profile "quoted name"]
region = eu-west-2
[profile 'other']
region = eu-west-2
`

const loose = `region = lost

[profile a]
region = one
region = two
junk line
[profile a]
output = json
  indented = value
[profile b
region = never
`

const inline = `[profile noted]
region = eu-west-1 # home
output = json ; compact
credential_process = "/opt/my tools/get creds" --account 1 # old one
sso_start_url = https://d-1234567890.awsapps.com/start#/saml
role_arn = arn:aws:iam::111122223333:role/a#b

[profile next]# touching
region = eu-west-1
`

const keys = `[default]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[mfa]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
aws_session_token = IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==
aws_security_token = IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==
expiration = 2026-01-02T03:04:05Z
`

const manyKeys = `# written by saml2aws
[saml]
aws_access_key_id        = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key    = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_session_token        = FwoGZXIvYXdzEPr//////////wEaDO==
aws_security_token       = FwoGZXIvYXdzEPr//////////wEaDO==
x_principal_arn          = arn:aws:sts::111122223333:assumed-role/Dev/me
x_security_token_expires = 2026-01-02T03:04:05+01:00

[me@example.com]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
[profile confused]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
region = eu-west-1
`

const own = `[default]
credential_process = /usr/bin/signet credential-process --default
region = eu-central-1

[profile shop-dev]
credential_process = "/home/ann/my apps/signet" credential-process --profile shop-dev
region = eu-central-1
`

const written: readonly SampleFile[] = [
  ...Object.entries({ first, consultant, local, helpers, teams, defaults, tabs, loose, inline, own }).map(
    ([name, text]): SampleFile => ({ name, file: 'config', text }),
  ),
  ...Object.entries({ keys, manyKeys }).map(
    ([name, text]): SampleFile => ({ name, file: 'credentials', text }),
  ),
]

/** What editors, tools and accidents do to a file. */
const changes: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'with CRLF': (text) => text.replaceAll(/\r?\n/g, '\r\n'),
  'with a byte order mark': (text) => `\ufeff${text.replace(/^\ufeff/, '')}`,
  'without a final newline': (text) => text.replace(/[\r\n]+$/, ''),
  'with spaces at line ends': (text) => text.replaceAll(/([^\r\n \t])(\r?\n|$)/g, '$1 \t$2'),
  'with mixed line ends': (text) =>
    text
      .split('\n')
      .map((line, at) => (at % 3 === 0 ? `${line}\r` : line))
      .join('\n'),
  'with blank lines between': (text) => text.replaceAll('\n[', '\n\n\n['),
}

/** Every hand-written file, each in all of these states: more than 600. */
export const sampleFiles: readonly SampleFile[] = [
  ...written,
  ...fileVectors.map(({ name, file, text }) => ({ name, file, text })),
].flatMap(({ name, file, text }) =>
  Object.entries(changes).map(([how, change]) => ({ name: `${name}, ${how}`, file, text: change(text) })),
)

/** What thirty accounts with IAM Identity Center leave behind in some years: 7,000 lines and more. */
export function sevenThousandLines(): string {
  const one = (index: number) =>
    `# account ${index} — ${index % 7 === 0 ? 'größer' : 'small'}\n[profile team-${index % 30}.account-${index}]\nsso_session = corp\nsso_account_id = ${100_000_000_000 + index}\nsso_role_name = Role${index % 5}\nregion = eu-west-${(index % 3) + 1}\n${index % 4 === 0 ? 's3 =\n    max_concurrent_requests = 20\n' : ''}\n`
  return `[default]\nregion = eu-west-1\n\n${Array.from({ length: 950 }, (_, index) => one(index)).join('')}[sso-session corp]\nsso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = us-east-1\n`
}
