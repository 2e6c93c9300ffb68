/* The working part of the portal: progressive enhancement only. Every page works without this file. */
