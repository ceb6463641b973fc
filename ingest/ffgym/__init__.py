"""FFGym's JSON of an event, read strictly: its categories and who competes in them (categories.py), the
routines of a mark (routines.py). The event itself is read in sources/ffgym_api_json.py.
"""
