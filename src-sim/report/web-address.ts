/** Only addresses of the web become links of a report: no script, file or mail scheme, no character that ends an attribute. */
export const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s"'<>\\]+$/i.test(url);
