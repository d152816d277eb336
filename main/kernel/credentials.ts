/**
 * Credentials as the AWS SDKs name them inside a process (`AwsCredentialIdentity`, Smithy).
 *
 * @module
 */

/** Short-lived AWS credentials. `expiration` is when AWS stops taking them, epoch milliseconds by AWS's clock. */
export interface AwsCredentialIdentity {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: number
  readonly accountId: string
}
