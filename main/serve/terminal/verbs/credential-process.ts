/**
 * `signet credential-process`: what an AWS tool runs for each set of credentials.
 * Output is the contract of the AWS SDKs' process provider: one JSON object, `Version` 1.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html}
 * @module
 */

import type { IssueCredentials } from '../../../actions/credentials/issue-credentials.ts'
import type { DefaultProfile } from '../../../actions/profiles/default-profile.ts'
import type { AwsCredentialIdentity } from '../../../kernel/credentials.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, profileOption } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Verb, verb } from '../verb.ts'

export function credentialProcess(issue: IssueCredentials, defaultProfile: DefaultProfile): Verb {
  return verb({
    name: 'credential-process',
    summary: 'Credentials of a profile, as AWS tools ask for them',
    options: {
      profile: profileOption('the profile whose credentials to give'),
      default: flag('of the profile that "signet use" chose'),
    },
    details: [
      'For the credential_process line of the AWS config; "signet login" and "signet use" write that line.',
      'Never opens a browser. A profile whose policy says "ask" waits up to 45 s for your word, given at another terminal.\n' +
        'On failure: nothing on stdout, one line on stderr that names the next step.',
    ],
    async run({ profile: named, default: isDefault }, words, { io, consumer, request }) {
      if ((named === undefined) !== isDefault || words.length > 0) {
        throw new InputError(
          'request-malformed',
          'Usage: signet credential-process --profile NAME, or --default',
          'none',
        )
      }
      const { env, cwd } = request
      const profile = named ?? (await defaultProfile())
      io.out(encodeProcessCredentials(await issue(profile, io.signal, consumer, { env, cwd })))
      return exitCodes.ok
    },
  })
}

/** The one line that goes to stdout. Whole seconds with `Z`: the form that every SDK reads. */
export function encodeProcessCredentials(credentials: AwsCredentialIdentity): string {
  const wire = {
    Version: 1,
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    // Rounded down, so that nobody is told of a second that AWS does not give.
    Expiration: `${new Date(credentials.expiration).toISOString().slice(0, 19)}Z`,
    AccountId: credentials.accountId,
  }
  return `${JSON.stringify(wire)}\n`
}
