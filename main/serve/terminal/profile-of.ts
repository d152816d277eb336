/** The profile a person means when they name none, as the AWS CLI takes it: `AWS_PROFILE`, else `default`. */
export function profileOf(env: Readonly<Record<string, string>>): string {
  return env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE || 'default'
}
