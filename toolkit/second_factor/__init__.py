"""A second proof of who somebody is: a code from an app, recovery codes, and showing it anew before grave acts."""
