/**
 * The variables by which AWS tools take credentials from their environment.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html Environment variables}
 * @module
 */
import type { AwsCredentialIdentity } from '../../kernel/credentials.ts'

/** A value is set, an undefined one is taken away. */
export type Variables = Readonly<Record<string, string | undefined>>

/**
 * Everything by which a tool would come to other credentials than those that it is given, older names included. With a
 * profile named, the SDK for JavaScript does not look at the other variables at all.
 */
const allNames = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_CREDENTIAL_FILE',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
] as const

/** What `signet env` sets, for whoever takes it away again. */
export const issuedNames = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
] as const

/** These and no others. */
export function onlyThese(variables: Readonly<Record<string, string>>): Variables {
  return { ...Object.fromEntries(allNames.map((name) => [name, undefined])), ...variables }
}

/** The credentials themselves, for tools that know nothing else. They are not renewed. */
export function credentialVariables(credentials: AwsCredentialIdentity): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
    // Whole seconds, rounded down: no second is told of that AWS does not give.
    AWS_CREDENTIAL_EXPIRATION: `${new Date(credentials.expiration).toISOString().slice(0, 19)}Z`,
  }
}

/** Some SDKs read the one name, boto3 the other. Nothing where there is no region: what a person has set stays. */
export function regionVariables(region: string | undefined): Record<string, string> {
  return region === undefined ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region }
}
