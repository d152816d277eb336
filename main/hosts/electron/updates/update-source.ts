/**
 * Where updates come from, and whose key signs them: set when a release is built. A build without them, such as one from
 * a checkout, does not look for any.
 *
 * @module
 */
declare const __SIGNET_UPDATES__: UpdateSource | undefined

export interface UpdateSource {
  /** An https folder that holds `signet-update.json` and what the installer reads. */
  readonly feed: string
  /** Ed25519, 32 bytes in base64. */
  readonly publicKey: string
}

/** As it was built in. */
export function builtUpdateSource(): UpdateSource | undefined {
  return typeof __SIGNET_UPDATES__ === 'object' ? __SIGNET_UPDATES__ : undefined
}

/** Undefined where nothing updates itself: in development, in a package of the system's own, and without a source. */
export function usableSource(
  source: UpdateSource | undefined,
  app: {
    readonly isPackaged: boolean
    readonly platform: string
    readonly appImage: string | undefined
  },
): UpdateSource | undefined {
  if (source === undefined || !app.isPackaged || URL.parse(source.feed)?.protocol !== 'https:')
    return undefined
  const isBySystem = app.platform === 'linux' && app.appImage === undefined
  return isBySystem ? undefined : source
}
