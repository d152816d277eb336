/** Both ends of a TCP connection on this machine, as the end that accepted it sees them. */
export interface TcpEnds {
  readonly localAddress: string
  readonly localPort: number
  readonly remoteAddress: string
  readonly remotePort: number
}

/** Whose process the other end of a loopback connection belongs to, by the kernel's word. */
export interface TcpPeers {
  /** Whether this system tells at all. Where it does, an answer that cannot be had is a no. */
  readonly canTell: boolean
  /** True only for an open connection of a process of this user. Never throws. */
  isOurs(ends: TcpEnds): Promise<boolean>
}
