/** Who does what goes on for good and is for one replica only. */
export interface LeaseTable {
  /** What is done, such as `statistics`. */
  name: string
  /** A replica. */
  holder: string
  /** Milliseconds. */
  lease_until: number
}
