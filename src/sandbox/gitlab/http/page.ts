/** What people are shown below the API, such as an issue's page. */
export type Page = {
  status: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
};

/** null: none there. */
export type Pages = (pathname: string) => Page | null;
