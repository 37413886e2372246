/** Tells apart two mistakes that people make with addresses, by the first bytes that come back. */

/** So many bytes are enough to tell. */
export const GREETING_BYTES = 4

/** What a peer speaks instead of RocketMQ's protocol, with the advice for it; undefined when it may be RocketMQ. */
export function foreignProtocol(firstBytes: Buffer): string | undefined {
  if (firstBytes.toString('latin1') === 'HTTP') {
    return 'speaks HTTP: give the port of the name server or broker instead'
  }
  const [recordType = 0, majorVersion] = firstBytes
  if (recordType >= 0x14 && recordType <= 0x17 && majorVersion === 3) {
    return 'speaks TLS: switch TLS on for it'
  }
  return undefined
}
