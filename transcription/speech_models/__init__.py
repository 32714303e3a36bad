"""The administrator's choice of speech model: which are here, what each size gives and costs, which one is used."""
