/** Facts about this installation, such as which first start was made. */
export interface SettingTable {
  name: string
  /** JSON. */
  value: string
}
